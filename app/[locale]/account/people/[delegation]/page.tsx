import { AccountFrame } from '@/components/account/account-frame';
import { ActingBar } from '@/components/account/acting-bar';
import { AuthorityState } from '@/components/account/authority-state';
import { PapersForm } from '@/components/account/papers-form';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { actForAction } from '@/lib/membership/actions';
import { askAuthorityAction } from '@/lib/membership/actions-authority';
import { getActedFor } from '@/lib/membership/queries';
import { accountPage } from '@/lib/membership/queries-page';

interface Props {
  params: Promise<{ locale: string; delegation: string }>;
  searchParams: Promise<{ fix?: string; again?: string }>;
}

/** Where a parent or guardian says on what ground they act, and reads how to show it and what became of it. */
export default async function PapersPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const { delegation } = await params;
  const t = translator(locale);
  const { actor, acting } = await accountPage(locale, 'people', 'appointment.book');
  const relation = await pageData(locale, () => getActedFor(actor, delegation));
  const { fix, again } = await searchParams;
  const kept = fix ? await findForm('account-papers') : null;
  const problems = formProblems(kept, t);
  const waits = relation.authority?.status === 'waiting';
  const name = relation.firstName ?? t('account.acting.someone');
  const path = `/account/people/${relation.id}`;
  return (
    <AccountFrame
      locale={locale}
      path={path}
      title={t('account.papers.title', { name })}
      problems={problems}
      back={`/${locale}/account/people`}
      acting={acting ? <ActingBar locale={locale} name={acting.name} action={actForAction} /> : null}
    >
      <AuthorityState locale={locale} relation={relation} />
      {relation.checked && !waits && !again && !fix ? (
        <p className="go">
          <a href={`/${locale}${path}?again=1`}>{t('account.papers.again')}</a>
        </p>
      ) : null}
      {!waits && (!relation.checked || again || fix) ? (
        <>
          <p>{t('account.papers.lead')}</p>
          <p>{t('account.papers.kinds')}</p>
          <PapersForm
            locale={locale}
            problems={problems}
            typed={(field) => String(kept?.values[field] ?? '')}
            action={askAuthorityAction.bind(null, locale, relation.id)}
          />
        </>
      ) : null}
    </AccountFrame>
  );
}
