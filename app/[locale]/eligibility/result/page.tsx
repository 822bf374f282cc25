import { redirect } from 'next/navigation';
import { CountyOffice, CountyPlan, OtherHelp } from '@/components/eligibility/offices';
import { Reasons } from '@/components/eligibility/reasons';
import { ResultFoot } from '@/components/eligibility/result-foot';
import { Documents, NextSteps, OtherPeople, PastBills, WorkRule, Worries } from '@/components/eligibility/result-sections';
import { StatusForm } from '@/components/eligibility/status-form';
import { Notice } from '@/components/ui/notice';
import { findResult } from '@/lib/eligibility/result';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { StepPage } from '../../step-page';

/** What each person can probably get, why, and what to do next. */
export default async function EligibilityResult({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const found = await pageData(locale, findResult);
  if ('openPath' in found) redirect(`/${locale}${found.openPath}`);
  const { result } = found;
  const { main, screening, county } = result;
  const inState = main.result !== 'not_nc';
  const early = result.answers.ages === undefined;
  const back = early ? '/eligibility/now' : '/eligibility/check';
  return (
    <StepPage
      locale={locale}
      path="/eligibility/result"
      title={t('eligibilityResult.pageTitle')}
      step="eligibility"
      back={`/${locale}${inState ? back : '/eligibility/county'}`}
    >
      <h1>{t(`eligibilityResult.title.${main.result}`)}</h1>
      {main.group ? <p className="lead">{t(`eligibilityResult.group.${main.group}`)}</p> : null}
      <Notice>
        <p>{t('eligibilityResult.notFinal')}</p>
        {main.closeCall ? <p>{t('eligibilityResult.close')}</p> : null}
        {Object.keys(result.told).length > 0 ? <p>{t('eligibilityResult.status.used')}</p> : null}
      </Notice>
      <p>{t(`eligibilityResult.meaning.${main.result}`)}</p>
      {inState ? (
        <>
          <NextSteps locale={locale} result={result} />
          <section>
            <h2>{t('eligibilityResult.why')}</h2>
            <Reasons locale={locale} finding={main} asOf={screening.asOf} />
          </section>
          <OtherPeople locale={locale} result={result} />
          <CountyOffice locale={locale} county={county} />
          <CountyPlan locale={locale} county={county} />
          <OtherHelp locale={locale} county={county} />
          <Documents locale={locale} result={result} />
          <PastBills locale={locale} result={result} />
          <WorkRule locale={locale} result={result} />
          <StatusForm locale={locale} answers={result.answers} told={result.told} />
          <Worries locale={locale} />
        </>
      ) : null}
      <ResultFoot locale={locale} result={result} early={early} inState={inState} />
    </StepPage>
  );
}
