import { ErrorSummary } from '@/components/forms/error-summary';
import { Submit } from '@/components/forms/submit';
import { ReachFields, ReachReceipt } from '@/components/needs/reach';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { answerReach } from '@/lib/needs/actions';
import { nextNeedPage } from '@/lib/needs/model';
import { findNeeds } from '@/lib/needs/queries';
import { getReceipt } from '@/lib/tasks/queries';
import { StepPage } from '../../step-page';

interface Props {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ fix?: string; sent?: string }>;
}

/** How a person may be reached safely: the way first, then the number. After sending, by when someone is in touch. */
export default async function ReachPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const { fix, sent } = await searchParams;
  const t = translator(locale);
  const needs = await pageData(locale, findNeeds);
  const next = nextNeedPage(needs);
  const onward = `/${locale}${next ? `/needs/${next}` : '/providers'}`;
  const shared = { locale, path: '/needs/reach', step: 'provider', back: `/${locale}/needs/now` } as const;
  if (sent) {
    const receipt = await pageData(locale, () => getReceipt({ kind: 'visitor', journeyId: null }, sent));
    return (
      <StepPage {...shared} title={t('needs.reach.sentTitle')}>
        <ReachReceipt locale={locale} receipt={receipt} onward={onward} />
      </StepPage>
    );
  }
  const form = fix ? await findForm('needs-reach') : null;
  const errors = formProblems(form, t);
  return (
    <StepPage {...shared} title={t('needs.reach.title')} errored={errors.length > 0}>
      <ErrorSummary locale={locale} errors={errors} />
      <form action={answerReach.bind(null, locale)} id="form" noValidate autoComplete="off">
        <ReachFields locale={locale} typed={form?.values ?? null} kept={needs?.reach ?? null} problems={errors} />
        <Submit>{t('needs.reach.submit')}</Submit>
      </form>
      <p className="go">
        <a href={onward}>{t('needs.reach.skip')}</a>
      </p>
    </StepPage>
  );
}
