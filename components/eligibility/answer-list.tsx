import { SummaryList } from '@/components/ui/summary-list';
import type { EligibilityAnswers } from '@/lib/eligibility/answers';
import { listCheckRows } from '@/lib/eligibility/check-rows';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** The answers as rows; with `change` each leads back to its question. */
export function AnswerList({ locale, answers, change }: { locale: Locale; answers: EligibilityAnswers; change: boolean }) {
  const t = translator(locale);
  const rows = listCheckRows(t, locale, answers).map(({ key, label, lines, changePath }) => ({
    key,
    label,
    value: lines.map((line) => (
      <span className="line" key={line}>
        {line}
        <br />
      </span>
    )),
    ...(change ? { changeHref: `/${locale}${changePath}`, changeLabel: t('eligibility.change'), changeHidden: label } : {}),
  }));
  return <SummaryList rows={rows} />;
}
