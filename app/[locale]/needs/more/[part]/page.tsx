import { notFound, redirect } from 'next/navigation';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Submit } from '@/components/forms/submit';
import { CheckFields } from '@/components/needs/check-fields';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { answerCheck } from '@/lib/needs/actions';
import { CHECK_PARTS, findCheckPart } from '@/lib/needs/model-checks';
import { findNeeds } from '@/lib/needs/queries';
import { StepPage } from '../../../step-page';

interface Props {
  params: Promise<{ locale: string; part: string }>;
  searchParams: Promise<{ fix?: string }>;
}

/** One part of an optional question set, in its published words. */
export default async function CheckPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const part = findCheckPart((await params).part);
  if (!part) notFound();
  const t = translator(locale);
  const checks = (await pageData(locale, findNeeds))?.checks ?? {};
  const first = CHECK_PARTS.find(({ instrument }) => instrument === part.instrument);
  if ((checks[part.instrument] ?? []).length < part.from) redirect(`/${locale}/needs/more/${first?.id}`);
  const form = (await searchParams).fix ? await findForm(`needs-more-${part.id}`) : null;
  const errors = formProblems(form, t);
  return (
    <StepPage
      locale={locale}
      path={`/needs/more/${part.id}`}
      title={t(`needs.more.${part.instrument}`)}
      step="provider"
      back={`/${locale}/needs/more`}
      errored={errors.length > 0}
    >
      <ErrorSummary locale={locale} errors={errors} />
      <form action={answerCheck.bind(null, locale, part.id)} id="form" noValidate autoComplete="off">
        <CheckFields locale={locale} part={part} checks={checks} typed={form?.values ?? null} problems={errors} />
        <Submit>{t('needs.continue')}</Submit>
      </form>
      <p className="go">
        <a href={`/${locale}/needs/more`}>{t('needs.reach.skip')}</a>
      </p>
    </StepPage>
  );
}
