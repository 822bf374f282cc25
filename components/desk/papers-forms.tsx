import { DateParts } from '@/components/forms/date-parts';
import { RadioList } from '@/components/forms/radio-list';
import { Submit } from '@/components/forms/submit';
import { instant } from '@/lib/clock';
import type { FormState } from '@/lib/http/form-cookie';
import { type FormProblem, problemOf } from '@/lib/http/form-problems';
import { formatLongDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { acceptPapersAction, refusePapersAction, withdrawPapersAction } from '@/lib/membership/actions-authority-desk';
import { type AuthorityView, PAPERS, REFUSALS } from '@/lib/membership/model-authority';
import { lastDayOf } from '@/lib/membership/rules-authority';
import { PLAN_ZONE } from '@/lib/organization/organization';

interface Props {
  readonly locale: Locale;
  readonly authority: AuthorityView;
  readonly problems: readonly FormProblem[];
  /** What was typed before it was refused. */
  readonly kept: FormState | null;
}

/** Writes down what was seen, or says no; and takes back what holds. */
export function PapersForms(props: Props) {
  const { status } = props.authority;
  if (status === 'waiting') return <Decision {...props} />;
  return status === 'accepted' ? <Held {...props} /> : null;
}

function Decision({ locale, authority, problems, kept }: Props) {
  const t = translator(locale);
  const typed = (name: string) => String(kept?.values[name] ?? '');
  const parts = (name: 'paperDated' | 'until' | 'birthDate') => ({
    locale,
    name,
    error: problemOf(problems, name),
    autoComplete: 'off' as const,
    value: { month: typed(`${name}-month`), day: typed(`${name}-day`), year: typed(`${name}-year`) },
  });
  return (
    <>
      <form action={acceptPapersAction.bind(null, locale, authority.reference)} id="form" noValidate>
        <h2>{t('desk.papers.seenTitle')}</h2>
        <p>{t('desk.papers.seenLead')}</p>
        <RadioList
          name="paper"
          legend={t('desk.papers.paper')}
          error={problemOf(problems, 'paper')}
          value={typed('paper')}
          options={PAPERS.map((value) => ({ value, label: t(`desk.papers.papers.${value}`) }))}
        />
        <DateParts {...parts('paperDated')} legend={t('desk.papers.dated')} />
        <DateParts {...parts('until')} legend={t('desk.papers.until')} hint={t('desk.papers.untilHint')} />
        <DateParts {...parts('birthDate')} legend={t('desk.papers.birthDate')} hint={t('desk.papers.birthDateHint')} />
        <Submit>{t('desk.papers.accept')}</Submit>
      </form>
      <hr className="rule" />
      <form action={refusePapersAction.bind(null, locale, authority.reference)} noValidate>
        <h2>{t('desk.papers.noTitle')}</h2>
        <RadioList
          name="refusal"
          legend={t('desk.papers.noReason')}
          error={problemOf(problems, 'refusal')}
          options={REFUSALS.map((value) => ({ value, label: t(`desk.papers.refusals.${value}`) }))}
        />
        <Submit quiet>{t('desk.papers.refuse')}</Submit>
      </form>
    </>
  );
}

function Held({ locale, authority }: Props) {
  const t = translator(locale);
  const { paper, paperDated, decidedAt, endsOn, reference } = authority;
  if (!paper || !paperDated || !decidedAt) return null;
  const said = {
    date: formatLongDate(decidedAt, locale, PLAN_ZONE),
    paper: t(`desk.papers.papers.${paper}`),
    dated: formatLongDate(instant(paperDated), locale, 'UTC'),
  };
  return (
    <>
      <p>
        {t('desk.papers.held', said)}
        {endsOn ? ` ${t('account.papers.until', { date: formatLongDate(lastDayOf(endsOn), locale, 'UTC') })}` : null}
      </p>
      <form action={withdrawPapersAction.bind(null, locale, reference)}>
        <h2>{t('desk.papers.withdrawTitle')}</h2>
        <p>{t('desk.papers.withdrawLead')}</p>
        <Submit quiet>{t('desk.papers.withdraw')}</Submit>
      </form>
    </>
  );
}
