import { formatMoney } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import type { Translator } from '@/lib/i18n/translator';
import type { EligibilityAnswers } from './answers';
import { type Asking, type Field, type FieldValues, say, words } from './questions/field';
import { type Asked, askingOf, listAsked, pathOf } from './questions/table';
import { headingOf } from './questions/titles';

export interface CheckRow {
  readonly key: string;
  readonly label: string;
  /** One line for each part of the answer. */
  readonly lines: readonly string[];
  /** Without language. */
  readonly changePath: string;
}

const isEmpty = (value: FieldValues[string]) => value === undefined || value.length === 0;

function valueText(t: Translator, locale: Locale, field: Field, value: FieldValues[string]): string {
  if (isEmpty(value)) return t('eligibility.check.empty');
  if ('choices' in field) {
    const picked = typeof value === 'string' ? [value] : (value ?? []);
    return field.choices
      .filter((choice) => picked.includes(choice.value))
      .map((choice) => say(t, choice.label))
      .join('; ');
  }
  if (field.kind === 'text' && field.money) return formatMoney(Math.round(Number(value) * 100), locale);
  return String(value);
}

/** Amounts and how often they are paid, one line for each kind that was filled in. */
function moneyLines(t: Translator, locale: Locale, asking: Asking): readonly string[] {
  const kept = asking.answers.money?.[asking.person];
  if (!kept) return [t('eligibility.check.empty')];
  if (kept.told !== 'rows') {
    return [say(t, words(kept.told === 'none' ? 'eligibility.q.money.none' : `eligibility.choices.${kept.told}`))];
  }
  return kept.rows.map((row) =>
    t('eligibility.check.income', {
      kind: say(t, words(`eligibility.q.money.${row.kind}`)),
      amount: formatMoney(Math.round(row.amount * 100), locale),
      period:
        say(t, words(`eligibility.periods.${row.per}`)) +
        (row.hoursPerWeek ? `, ${say(t, words('eligibility.check.hoursShort', { hours: row.hoursPerWeek }))}` : ''),
    }),
  );
}

function linesOf(t: Translator, locale: Locale, asking: Asking, asked: Asked): readonly string[] {
  if (asked.question.id === 'money') return moneyLines(t, locale, asking);
  const values = asked.question.toValues(asking);
  const fields = asked.question.fields(asking);
  const only = fields.length === 1;
  return fields.map((field) => {
    const text = valueText(t, locale, field, values[field.name]);
    return only ? text : `${say(t, field.label)}: ${text}`.replace('?:', '?');
  });
}

/** Every answer that counts, in the order of the questions, each with the page that changes it. */
export function listCheckRows(t: Translator, locale: Locale, answers: EligibilityAnswers): readonly CheckRow[] {
  return listAsked(answers).map((asked) => {
    const asking = askingOf(answers, asked);
    return {
      key: asked.slug,
      label: say(t, headingOf(asking, asked.question)),
      lines: linesOf(t, locale, asking, asked),
      changePath: `${pathOf(asked)}?from=check`,
    };
  });
}
