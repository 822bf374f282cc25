import { redirect } from 'next/navigation';
import { AnswerList } from '@/components/eligibility/answer-list';
import { ButtonLink } from '@/components/ui/button-link';
import { readAnswers } from '@/lib/eligibility/queries';
import { findUnanswered, listAsked, pathOf } from '@/lib/eligibility/questions/table';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findJourney } from '@/lib/journey/queries';
import { StepPage } from '../../step-page';

/** All answers on one page before the result. */
export default async function EligibilityCheck({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const answers = readAnswers(await pageData(locale, findJourney));
  const open = findUnanswered(answers);
  if (open) redirect(`/${locale}${pathOf(open)}`);
  const last = listAsked(answers).at(-1);
  return (
    <StepPage
      locale={locale}
      path="/eligibility/check"
      title={t('eligibility.check.title')}
      step="eligibility"
      back={`/${locale}${last ? pathOf(last) : '/eligibility'}`}
    >
      <h1>{t('eligibility.check.title')}</h1>
      <p>{t('eligibility.check.lead')}</p>
      <AnswerList locale={locale} answers={answers} change />
      <div className="row">
        <ButtonLink href={`/${locale}/eligibility/result`}>{t('eligibility.check.submit')}</ButtonLink>
      </div>
    </StepPage>
  );
}
