import { redirect } from 'next/navigation';
import { AnswerList } from '@/components/eligibility/answer-list';
import { CountyOffice, OtherHelp } from '@/components/eligibility/offices';
import { Documents, PastBills, WorkRule } from '@/components/eligibility/result-sections';
import { SheetFindings } from '@/components/eligibility/sheet-findings';
import { PrintButton } from '@/components/ui/print-button';
import { instant } from '@/lib/clock';
import { findResult } from '@/lib/eligibility/result';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { formatLongDate } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { StepPage } from '../../step-page';

/** One sheet for the county office. The name is left blank: it is written by hand, so that we never hold it. */
export default async function EligibilitySheet({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const found = await pageData(locale, findResult);
  if ('openPath' in found) redirect(`/${locale}${found.openPath}`);
  const { result } = found;
  const { screening, county, answers } = result;
  const date = formatLongDate(instant(`${screening.asOf}T12:00:00Z`), locale, 'UTC');
  return (
    <StepPage
      locale={locale}
      path="/eligibility/print"
      title={t('eligibilityResult.print.title')}
      back={`/${locale}/eligibility/result`}
    >
      <h1>{t('eligibilityResult.print.title')}</h1>
      <p>{t('eligibilityResult.print.lead')}</p>
      <p className="fill">
        {t('eligibilityResult.print.name')}: <span />
      </p>
      <p className="fill">
        {t('eligibilityResult.print.birth')}: <span />
      </p>
      <p>
        {t('eligibilityResult.print.asOf', { date })}
        {county ? <> · {t('eligibilityResult.print.county', { county: county.name })}</> : null}
      </p>
      <div className="row no-print">
        <PrintButton locale={locale} />
        <a href={`/${locale}/eligibility/result`}>{t('eligibilityResult.print.back')}</a>
      </div>
      <SheetFindings locale={locale} result={result} />
      <h2>{t('eligibilityResult.print.answers')}</h2>
      <AnswerList locale={locale} answers={answers} change={false} />
      <PastBills locale={locale} result={result} />
      <WorkRule locale={locale} result={result} />
      <Documents locale={locale} result={result} />
      <CountyOffice locale={locale} county={county} />
      <OtherHelp locale={locale} county={county} />
    </StepPage>
  );
}
