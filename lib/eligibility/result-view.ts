import { formatMoney } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import type { Translator } from '@/lib/i18n/translator';
import type { EligibilityAnswers } from './answers';
import type { Finding, Reason } from './model';
import { type ParameterSet, parametersOn } from './parameters';
import { say, words } from './questions/field';

export interface ReasonLine {
  readonly key: string;
  readonly text: string;
  readonly citation: string | null;
}

/** Codes whose two numbers are worth a sentence of their own. */
const INCOME_CODES: ReadonlySet<string> = new Set(['income_at_or_under_limit', 'income_over_limit']);

/** ", which is 138% of the 2026 poverty level" for limits that are a share of it. */
function percentWords(t: Translator, parameters: ParameterSet, parameterId: string | null): string {
  const parameter = parameterId ? parameters.find(parameterId) : null;
  if (parameter?.unit !== 'pct_fpl') return '';
  const year = parameters.get('fpl-first').effectiveFrom.slice(0, 4);
  return t('eligibilityResult.percent', { percent: String(parameter.value), year });
}

function reasonText(t: Translator, locale: Locale, parameters: ParameterSet, finding: Finding, reason: Reason): string {
  const figure = reason.figure === null ? '' : formatMoney(reason.figure, locale);
  const limit = reason.limit === null ? '' : formatMoney(reason.limit, locale);
  const text = say(t, words(`eligibilityResult.reason.${reason.code}`, { figure, limit }));
  if (!INCOME_CODES.has(reason.code)) return text;
  const size = reason.limit === finding.limitMonthly ? finding.size : null;
  const percent = percentWords(t, parameters, reason.parameterId);
  const math =
    size === null
      ? t('eligibilityResult.mathShort', { figure, limit, percent })
      : t('eligibilityResult.math', { figure, limit, size, percent });
  return `${text} ${math}`;
}

/** The reasons of a finding in the reader's language: your figure, the limit, the percentage and the law. */
export function listReasonLines(t: Translator, locale: Locale, finding: Finding, asOf: Parameters<typeof parametersOn>[0]) {
  const parameters = parametersOn(asOf);
  const seen = new Set<string>();
  const lines: ReasonLine[] = [];
  for (const reason of finding.reasons) {
    const text = reasonText(t, locale, parameters, finding, reason);
    if (seen.has(text)) continue;
    seen.add(text);
    lines.push({ key: `${reason.code}-${reason.parameterId}-${lines.length}`, text, citation: reason.citation });
  }
  return lines;
}

/** What to bring to the county office; only what the answers call for. */
export function listDocuments(answers: EligibilityAnswers, findings: readonly Finding[], toldStatus: boolean): readonly string[] {
  const has = (...codes: readonly string[]) =>
    codes.some((code) => (answers.situations as readonly string[] | undefined)?.includes(code));
  const groups = new Set(findings.map((finding) => finding.group));
  const older = Object.values(answers.ages ?? {}).some((age) => (age ?? 0) >= 65);
  return [
    'id',
    'ssn',
    'pay',
    'address',
    ...(groups.has('ABD') || older || has('medicare', 'blind', 'disability_ssa') ? ['bank'] : []),
    ...(has('disability_ssa', 'disability_self', 'blind') ? ['disability'] : []),
    ...(has('pregnant', 'postpartum') ? ['birth'] : []),
    ...(findings.some((finding) => finding.retroMonths > 0) ? ['bills'] : []),
    ...(toldStatus ? ['status'] : []),
    'none',
  ];
}
