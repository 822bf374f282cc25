import { listParametersOn, PARAMETER_FILES, type Parameter, type ParameterFile } from '@/lib/eligibility/parameters';
import { formatList, formatMoney } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { type MessageKey, type Translator, translator } from '@/lib/i18n/translator';

const isMoney = (unit: string) => unit.startsWith('usd');

function codeText(t: Translator, unit: string, code: string): string {
  const key = unit === 'statuses' ? `eligibilityResult.status.options.${code}` : `eligibilityRules.codes.${code}`;
  return t(key as MessageKey);
}

function valueText(t: Translator, locale: Locale, { value, unit }: Parameter): string {
  const parts = (Array.isArray(value) ? value : [value]).map((part: string | number | boolean) =>
    typeof part === 'number' ? (isMoney(unit) ? formatMoney(part * 100, locale) : String(part)) : codeText(t, unit, String(part)),
  );
  const text = parts.length === 0 ? t('eligibilityRules.none') : isMoney(unit) ? parts.join(' · ') : formatList(parts, locale);
  return t(`eligibilityRules.units.${unit}` as MessageKey, { value: text } as never);
}

/** The parameters of one file that are in force on a day, with dates, law, source and how sure we are. */
export function RuleTable({ locale, file, on }: { locale: Locale; file: ParameterFile; on: string }) {
  const t = translator(locale);
  const inForce = new Set(listParametersOn(on));
  const rows = (PARAMETER_FILES[file] as readonly Parameter[]).filter((parameter) => inForce.has(parameter));
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 id={file}>{t(`eligibilityRules.files.${file}`)}</h2>
      <dl className="summary">
        {rows.map((row) => (
          <div key={row.id}>
            <dt>{t(`eligibilityRules.names.${row.id}` as MessageKey)}</dt>
            <dd>
              {valueText(t, locale, row)}
              <span className="hint">
                {' '}
                {row.effectiveTo
                  ? t('eligibilityRules.fromTo', { from: row.effectiveFrom, to: row.effectiveTo })
                  : t('eligibilityRules.from', { from: row.effectiveFrom })}
                {'. '}
                <a href={row.source} rel="noreferrer">
                  {row.citation}
                </a>
                {', '}
                {t('eligibilityRules.checked', {
                  date: row.checkedOn,
                  confidence: t(`eligibilityRules.confidence.${row.confidence}` as MessageKey),
                })}
                {'.'}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
