import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { FAULT_CODES, type RowFault } from './faults';

/** What is wrong with a row and how to fix it, in the words of a language. */
export function faultWords({ field, fault, values }: RowFault, locale: Locale): { readonly why: string; readonly fix: string } {
  const t = translator(locale);
  const known = { field, ...values };
  return { why: t(`directory.faults.${fault}.why`, known), fix: t(`directory.faults.${fault}.fix`, known) };
}

/** The words for a row as it was kept; rows that an earlier release kept have no code, and their English is what there is. */
export function keptFaultWords(
  kept: {
    readonly field: string;
    readonly reason: string;
    readonly fix: string;
    readonly fault: string | null;
    readonly values: unknown;
  },
  locale: Locale,
): { readonly why: string; readonly fix: string; readonly lang: Locale } {
  const fault = FAULT_CODES.find((code) => code === kept.fault);
  if (!fault) return { why: kept.reason, fix: kept.fix, lang: 'en' };
  return { ...faultWords({ field: kept.field, fault, values: (kept.values as RowFault['values']) ?? {} }, locale), lang: locale };
}
