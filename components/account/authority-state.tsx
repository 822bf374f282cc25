import { ReturnCode } from '@/components/ui/return-code';
import { formatLongDate, formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { DelegationView } from '@/lib/membership/model';
import { lastDayOf, lastMomentOf } from '@/lib/membership/rules-authority';
import { helpLine, PLAN_ZONE } from '@/lib/organization/organization';

/** What a parent or guardian may do at the moment, in their own words; the same on the list and on the page of papers. */
export function authorityText({ authority, checked }: DelegationView, locale: Locale): string {
  const t = translator(locale);
  if (authority?.status === 'waiting') {
    return t('account.papers.states.waiting', { date: formatLongDate(lastMomentOf(authority.dueAt), locale, PLAN_ZONE) });
  }
  if (checked) return t('account.papers.states.accepted');
  if (authority?.status === 'refused' && authority.refusal) {
    return t('account.papers.states.refused', { reason: t(`account.papers.refusals.${authority.refusal}`) });
  }
  return t(authority ? 'account.papers.states.ended' : 'account.papers.states.none');
}

/** The state in full: until when it holds, the code to say, how to show a paper, and whom to ask. */
export function AuthorityState({ locale, relation }: { locale: Locale; relation: DelegationView }) {
  const t = translator(locale);
  const { authority, checked } = relation;
  const phone = formatPhone(helpLine('help').phone);
  const last = checked && authority?.endsOn ? lastDayOf(authority.endsOn) : null;
  return (
    <>
      <p>
        <strong>{authorityText(relation, locale)}</strong>
        {last ? ` ${t('account.papers.until', { date: formatLongDate(last, locale, 'UTC') })}` : null}
      </p>
      {authority?.status === 'refused' ? <p>{t('account.papers.ask', { phone })}</p> : null}
      {authority?.status === 'waiting' ? (
        <>
          <h2>{t('account.papers.howTitle')}</h2>
          <p>{t('account.papers.how', { phone })}</p>
          <p>{t('account.papers.kinds')}</p>
          <p className="label">{t('account.papers.code')}</p>
          <ReturnCode locale={locale} code={authority.reference} />
        </>
      ) : null}
    </>
  );
}
