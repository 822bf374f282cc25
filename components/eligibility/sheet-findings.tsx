import { say } from '@/lib/eligibility/questions/field';
import { findingWords } from '@/lib/eligibility/questions/people-words';
import type { ResultDto } from '@/lib/eligibility/result';
import { formatList } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { Reasons } from './reasons';

/** Each person's finding for a caseworker: group, limits with their law, past bills, and the exemption to claim. */
export function SheetFindings({ locale, result }: { locale: Locale; result: ResultDto }) {
  const t = translator(locale);
  const { main, others, answers, screening, coming } = result;
  return (
    <>
      <h2>{t('eligibilityResult.print.findings')}</h2>
      {[main, ...others].map((finding) => {
        const exemptions = finding === main && coming ? coming.exemptions : finding.exemptions;
        const names = exemptions.map((one) => t(`eligibilityResult.exempt.${one}` as 'eligibilityResult.exempt.student'));
        return (
          <section key={finding.id}>
            <h3>
              {t('eligibilityResult.person', {
                person: say(t, findingWords(answers, finding.id)),
                result: t(`eligibilityResult.title.${finding.result}`),
              })}
            </h3>
            {finding.group ? <p>{t(`eligibilityResult.group.${finding.group}`)}</p> : null}
            <Reasons locale={locale} finding={finding} asOf={screening.asOf} />
            <p>{t('eligibilityResult.print.bills', { months: finding.retroMonths })}</p>
            {names.length > 0 ? <p>{t('eligibilityResult.print.exemption', { list: formatList(names, locale) })}</p> : null}
          </section>
        );
      })}
    </>
  );
}
