import type { z } from 'zod';
import { ASKED_INCOME, type AskedIncome, listEarners, type Money } from '../answers';
import { PAY_PERIODS } from '../vocabulary';
import { type Field, type FieldValues, type Question, words } from './field';
import { fault, Posted, parseDollars, textOf } from './parse';

/** How often each kind is paid; pay from a job is asked, because people are paid in all these ways. */
const FIXED_PERIOD: Partial<Record<AskedIncome, 'month' | 'week'>> = {
  self_employment: 'month',
  social_security: 'month',
  ssdi: 'month',
  unemployment: 'week',
  va_disability: 'month',
  other: 'month',
};

function fieldsOf(kind: AskedIncome): Field {
  const label = words(`eligibility.q.money.${kind}`);
  const period = FIXED_PERIOD[kind];
  if (period) {
    const hint = words(`eligibility.q.money.amount_${period}`);
    return { kind: 'text', name: `amount-${kind}`, label, hint, money: true, width: 10 };
  }
  return {
    kind: 'group',
    name: kind,
    label,
    fields: [
      { kind: 'text', name: `amount-${kind}`, label: words('eligibility.q.money.amount'), money: true, width: 10 },
      {
        kind: 'select',
        name: `per-${kind}`,
        label: words('eligibility.q.money.per'),
        choices: PAY_PERIODS.map((value) => ({ value, label: words(`eligibility.periods.${value}`) })),
      },
      { kind: 'text', name: `hours-${kind}`, label: words('eligibility.q.money.hours'), width: 4 },
    ],
  };
}

type MoneyRow = Money['rows'][number];

/** One kind of income from the posted values; null when left empty or at fault. */
function readRow(kind: AskedIncome, values: Readonly<Record<string, unknown>>, context: z.RefinementCtx): MoneyRow | null {
  const amount = parseDollars(textOf(values, `amount-${kind}`));
  if (amount === undefined) fault(context, `amount-${kind}`, 'eligibility.errors.amount');
  if (!amount) return null;
  const per = FIXED_PERIOD[kind] ?? PAY_PERIODS.find((one) => one === textOf(values, `per-${kind}`));
  if (!per) {
    fault(context, `per-${kind}`, 'eligibility.errors.per');
    return null;
  }
  if (per !== 'hour') return { kind, amount, per };
  const hours = parseDollars(textOf(values, `hours-${kind}`));
  if (hours && hours <= 168) return { kind, amount, per, hoursPerWeek: hours };
  fault(context, `hours-${kind}`, 'eligibility.errors.hours');
  return null;
}

export const money: Question = {
  id: 'money',
  slug: 'money',
  perPerson: listEarners,
  askWhen: () => true,
  isAnswered: ({ answers, person }) => answers.money?.[person] !== undefined,
  fields: () => [
    ...ASKED_INCOME.map(fieldsOf),
    {
      kind: 'radio',
      name: 'told',
      label: words('eligibility.q.money.told'),
      choices: (['none', 'unsure', 'declined'] as const).map((value) => ({
        value,
        label: words(value === 'none' ? 'eligibility.q.money.none' : `eligibility.choices.${value}`),
      })),
    },
  ],
  schema: ({ answers, person }) =>
    Posted.transform((values, context) => {
      const rows = ASKED_INCOME.map((kind) => readRow(kind, values, context)).filter((row): row is MoneyRow => row !== null);
      const told = (['none', 'unsure', 'declined'] as const).find((one) => one === textOf(values, 'told'));
      const started = ASKED_INCOME.some((kind) => textOf(values, `amount-${kind}`) !== '');
      if (!told && !started) fault(context, 'amount-wages', 'eligibility.errors.money');
      const kept: Money = rows.length > 0 ? { told: 'rows', rows } : { told: told ?? 'none', rows: [] };
      return { money: { ...answers.money, [person]: kept } };
    }),
  toValues: ({ answers, person }) => {
    const kept = answers.money?.[person];
    const values: Record<string, FieldValues[string]> = {};
    if (kept && kept.told !== 'rows') values.told = kept.told;
    for (const row of kept?.rows ?? []) {
      values[`amount-${row.kind}`] = String(row.amount);
      values[`per-${row.kind}`] = row.per;
      values[`hours-${row.kind}`] = row.hoursPerWeek?.toString();
    }
    return values;
  },
};
