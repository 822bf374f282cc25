import type { Finding, Screening } from '@/lib/eligibility/model';
import { listReasonLines } from '@/lib/eligibility/result-view';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Why a finding is as it is, line by line, each with its law. */
export function Reasons({ locale, finding, asOf }: { locale: Locale; finding: Finding; asOf: Screening['asOf'] }) {
  const t = translator(locale);
  return (
    <ul className="facts">
      {listReasonLines(t, locale, finding, asOf).map((line) => (
        <li key={line.key}>
          {line.text}
          {line.citation ? <span className="hint"> {t('eligibilityResult.source', { citation: line.citation })}</span> : null}
        </li>
      ))}
    </ul>
  );
}
