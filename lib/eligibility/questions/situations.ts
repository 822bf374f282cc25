import { candidatesFor, type EligibilityAnswers, listPeople, mainPerson, peopleIn, SITUATIONS, type Situation } from '../answers';
import { WORK_EXEMPTIONS, type WorkExemption } from '../vocabulary';
import { type Field, type Question, words } from './field';
import { fault, oneOf, Posted, parseDollars, someOf, textOf, ticksOf } from './parse';
import { personChoices } from './people-words';

const possible = (answers: EligibilityAnswers) => SITUATIONS.filter((one) => candidatesFor(answers, one).length > 0);

export const about: Question = {
  id: 'about',
  slug: 'about',
  askWhen: () => true,
  isAnswered: ({ answers }) => answers.situations !== undefined,
  fields: ({ answers }) => [
    {
      kind: 'checkboxes',
      name: 'situations',
      label: words('eligibility.q.about.title'),
      hint: words('eligibility.q.about.hint'),
      none: 'none',
      choices: [
        ...possible(answers).map((value) => ({ value, label: words(`eligibility.situations.${value}`) })),
        { value: 'none', label: words('eligibility.q.about.none') },
        { value: 'declined', label: words('eligibility.choices.declined') },
      ],
    },
  ],
  schema: ({ answers }) =>
    Posted.transform((values, context) => ({
      situations: someOf(context, values, 'situations', [...possible(answers), 'none', 'declined'], ['none', 'declined']),
    })),
  toValues: ({ answers }) => ({ situations: answers.situations }),
};

const ticked = (answers: EligibilityAnswers) => possible(answers).filter((one) => answers.situations?.includes(one));
/** Situations that more than one person could be in. */
const toName = (answers: EligibilityAnswers): readonly Situation[] =>
  ticked(answers).filter((one) => candidatesFor(answers, one).length > 1);
const hasTicked = (answers: EligibilityAnswers, situation: Situation) => ticked(answers).includes(situation);

const BABIES = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;
const MONTHS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const;
const COVERED = ['yes', 'no', 'unsure'] as const;

export const details: Question = {
  id: 'details',
  slug: 'details',
  askWhen: (answers) => toName(answers).length > 0 || hasTicked(answers, 'pregnant') || hasTicked(answers, 'postpartum'),
  isAnswered: ({ answers }) =>
    answers.details !== undefined &&
    toName(answers).every((one) => peopleIn(answers, one).length > 0) &&
    (!hasTicked(answers, 'pregnant') || answers.details.babies !== undefined) &&
    (!hasTicked(answers, 'postpartum') || answers.details.monthsSince !== undefined),
  fields: ({ answers }) => {
    const fields: Field[] = toName(answers).map((one) => ({
      kind: 'checkboxes',
      name: `who-${one}`,
      label: words('eligibility.q.details.who', { situation: words(`eligibility.situations.${one}`) }),
      choices: personChoices(answers, candidatesFor(answers, one)),
    }));
    if (hasTicked(answers, 'pregnant')) {
      fields.push({
        kind: 'select',
        name: 'babies',
        label: words('eligibility.q.details.babies'),
        hint: words('eligibility.q.details.babiesHint'),
        choices: BABIES.map((value) => ({ value, label: words('eligibility.choices.number', { number: Number(value) }) })),
      });
    }
    if (hasTicked(answers, 'postpartum')) {
      fields.push({
        kind: 'select',
        name: 'monthsSince',
        label: words('eligibility.q.details.monthsSince'),
        choices: MONTHS.map((value) => ({ value, label: words('eligibility.q.details.months', { number: Number(value) }) })),
      });
      fields.push({
        kind: 'radio',
        name: 'hadMedicaid',
        label: words('eligibility.q.details.hadMedicaid'),
        choices: COVERED.map((value) => ({ value, label: words(`eligibility.choices.${value}`) })),
      });
    }
    return fields;
  },
  schema: ({ answers }) =>
    Posted.transform((values, context) => {
      const named: NonNullable<EligibilityAnswers['details']>['who'] = {};
      for (const one of toName(answers)) {
        const keys = candidatesFor(answers, one).filter((key) => ticksOf(values, `who-${one}`).includes(key));
        if (keys.length === 0) fault(context, `who-${one}`, 'eligibility.errors.chooseOne');
        named[one] = keys;
      }
      const kept: NonNullable<EligibilityAnswers['details']> = { who: named };
      if (hasTicked(answers, 'pregnant'))
        kept.babies = Number(oneOf(context, values, 'babies', BABIES, 'eligibility.errors.babies') ?? 1);
      if (hasTicked(answers, 'postpartum')) {
        kept.monthsSince = Number(oneOf(context, values, 'monthsSince', MONTHS, 'eligibility.errors.months') ?? 0);
        kept.hadMedicaid = oneOf(context, values, 'hadMedicaid', COVERED, 'eligibility.errors.chooseOne') ?? 'unsure';
      }
      return { details: kept };
    }),
  toValues: ({ answers: { details: kept } }) =>
    kept
      ? {
          ...Object.fromEntries(Object.entries(kept.who).map(([one, keys]) => [`who-${one}`, keys])),
          babies: kept.babies?.toString(),
          monthsSince: kept.monthsSince?.toString(),
          hadMedicaid: kept.hadMedicaid,
        }
      : {},
};

const SAVINGS_MATTER: readonly Situation[] = ['disability_ssa', 'disability_self', 'blind', 'medicare'];
const savingsMatter = (answers: EligibilityAnswers) =>
  SAVINGS_MATTER.some((one) => hasTicked(answers, one)) || listPeople(answers).some((key) => (answers.ages?.[key] ?? 0) >= 65);

export const savings: Question = {
  id: 'savings',
  slug: 'savings',
  askWhen: savingsMatter,
  isAnswered: ({ answers }) => answers.savings !== undefined,
  fields: () => [
    {
      kind: 'text',
      name: 'assets',
      label: words('eligibility.q.savings.assets'),
      hint: words('eligibility.q.savings.assetsHint'),
      money: true,
      width: 10,
    },
    {
      kind: 'text',
      name: 'bills',
      label: words('eligibility.q.savings.bills'),
      hint: words('eligibility.q.savings.billsHint'),
      money: true,
      width: 10,
    },
  ],
  schema: () =>
    Posted.transform((values, context) => {
      const assets = parseDollars(textOf(values, 'assets'));
      const bills = parseDollars(textOf(values, 'bills'));
      if (assets === undefined) fault(context, 'assets', 'eligibility.errors.amount');
      if (bills === undefined) fault(context, 'bills', 'eligibility.errors.amount');
      return { savings: { assets: assets ?? null, bills: bills ?? null } };
    }),
  toValues: ({ answers: { savings: kept } }) => ({
    assets: kept?.assets?.toString(),
    bills: kept?.bills?.toString(),
  }),
};

/** Exemptions that only the person can tell; the others follow from answers that were given already. */
const ASKED_EXEMPTIONS = [
  'medically_frail_sud',
  'medically_frail_mental',
  'medically_frail_idd',
  'medically_frail_other',
  'in_treatment',
  'caregiver',
  'student',
  'american_indian',
  'veteran_disabled',
  'snap_work',
  'released',
  'hardship',
] as const satisfies readonly WorkExemption[];
const WORK_ANSWERS = [...ASKED_EXEMPTIONS, 'hours', 'none', 'declined'] as const;

/** True when the 2027 rule could reach the person the care is for, and nothing told so far already frees them from it. */
function workRuleMatters(answers: EligibilityAnswers): boolean {
  const main = mainPerson(answers);
  const age = answers.ages?.[main];
  if (age === undefined || age < 19 || age > 64) return false;
  const freed: readonly Situation[] = ['pregnant', 'postpartum', 'disability_ssa', 'disability_self', 'blind', 'medicare'];
  if (freed.some((one) => peopleIn(answers, one).includes(main))) return false;
  return !listPeople(answers).some((key) => key.startsWith('child') && (answers.ages?.[key] ?? 99) <= 13);
}

export const work: Question = {
  id: 'work',
  slug: 'work',
  askWhen: workRuleMatters,
  isAnswered: ({ answers }) => answers.work !== undefined,
  fields: () => [
    {
      kind: 'checkboxes',
      name: 'work',
      label: words('eligibility.q.work.title'),
      hint: words('eligibility.q.work.hint'),
      none: 'none',
      choices: WORK_ANSWERS.map((value) => ({
        value,
        label: words(value === 'declined' ? 'eligibility.choices.declined' : `eligibility.q.work.${value}`),
      })),
    },
  ],
  schema: () =>
    Posted.transform((values, context) => ({ work: someOf(context, values, 'work', WORK_ANSWERS, ['none', 'declined']) })),
  toValues: ({ answers }) => ({ work: answers.work }),
};

/** Stored answers → exemptions for the engine. */
export function exemptionsIn(answers: EligibilityAnswers): WorkExemption[] {
  return WORK_EXEMPTIONS.filter((code) => answers.work?.includes(code));
}
