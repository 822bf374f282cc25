import { notFound } from 'next/navigation';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Submit } from '@/components/forms/submit';
import { NeedFields } from '@/components/needs/need-fields';
import { findCoverageSummary } from '@/lib/eligibility/queries';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findJourney } from '@/lib/journey/queries';
import { answerNeeds } from '@/lib/needs/actions';
import { isNeedPage, needPagesOf } from '@/lib/needs/model';
import { needsOf } from '@/lib/needs/queries';
import { knownAboutPerson } from '@/lib/needs/rules/known';
import { StepPage } from '../../step-page';

interface Props {
  params: Promise<{ locale: string; question: string }>;
  searchParams: Promise<{ fix?: string }>;
}

export default async function NeedPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const { question } = await params;
  if (!isNeedPage(question)) notFound();
  const t = translator(locale);
  const form = (await searchParams).fix ? await findForm(`needs-${question}`) : null;
  const journey = await pageData(locale, findJourney);
  const needs = needsOf(journey);
  const known = question === 'who' ? knownAboutPerson(findCoverageSummary(journey), locale) : {};
  const errors = formProblems(form, t);
  const pages = needPagesOf(needs);
  const before = pages[pages.indexOf(question) - 1];
  return (
    <StepPage
      locale={locale}
      path={`/needs/${question}`}
      title={t(`needs.${question}.title`)}
      step="provider"
      back={before ? `/${locale}/needs/${before}` : `/${locale}/needs`}
      errored={errors.length > 0}
    >
      <ErrorSummary locale={locale} errors={errors} />
      <form action={answerNeeds.bind(null, locale, question)} id="form" noValidate autoComplete="off">
        <NeedFields
          locale={locale}
          page={question}
          values={form?.values ?? { ...known, ...needs?.[question] }}
          errors={Object.fromEntries(errors.map(({ field, message }) => [field, message]))}
        />
        <Submit>{t('needs.continue')}</Submit>
      </form>
      {question === 'visit' ? (
        <p className="go">
          <a href={`/${locale}/needs/more`}>{t('needs.more.link')}</a>
        </p>
      ) : null}
    </StepPage>
  );
}
