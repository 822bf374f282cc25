import { z } from 'zod';
import { PAY_PERIODS, WORK_EXEMPTIONS } from './vocabulary';

/** Who the care is for. The person who answers may be someone else. */
export const FOR_WHOM = ['self', 'child', 'guardian', 'helper'] as const;
export type ForWhom = (typeof FOR_WHOM)[number];

export const CURRENT_BENEFITS = ['medicaid', 'ssi', 'work_first', 'special_assistance', 'none', 'unsure', 'declined'] as const;
export type CurrentBenefit = (typeof CURRENT_BENEFITS)[number];

export const SITUATIONS = [
  'pregnant',
  'postpartum',
  'disability_ssa',
  'disability_self',
  'blind',
  'medicare',
  'foster_now',
  'foster_past',
] as const;
export type Situation = (typeof SITUATIONS)[number];

/** County answer of someone who lives in another state, or cannot say. */
export const OUTSIDE = 'outside';
export const UNSURE = 'unsure';

export const PersonKeySchema = z.string().regex(/^(you|spouse|child[1-8]|other[1-4])$/);
export type PersonKey = z.output<typeof PersonKeySchema>;

/** Income kinds that the form asks for. SSI, Work First and child support are not asked: the income groups leave them out. */
export const ASKED_INCOME = [
  'wages',
  'wages2',
  'self_employment',
  'social_security',
  'ssdi',
  'unemployment',
  'va_disability',
  'other',
] as const;
export type AskedIncome = (typeof ASKED_INCOME)[number];

const MoneyRowSchema = z.strictObject({
  kind: z.enum(ASKED_INCOME),
  amount: z.number().min(0).max(1_000_000),
  per: z.enum(PAY_PERIODS),
  hoursPerWeek: z.number().min(0).max(168).optional(),
});

export const MoneySchema = z.strictObject({
  told: z.enum(['rows', 'none', 'unsure', 'declined']),
  rows: z.array(MoneyRowSchema).max(ASKED_INCOME.length),
});
export type Money = z.output<typeof MoneySchema>;

export const OWN_TAXES = ['joint', 'alone', 'no', 'claimed', 'unsure', 'declined'] as const;
export const CHILD_CLAIMS = ['us', 'partner', 'outside', 'nobody', 'unsure'] as const;

/**
 * Step 1 as it is saved in the encrypted journey: codes, ages and amounts, never names. Immigration status is not in
 * here on purpose; see `status-cookie.ts`.
 */
export const EligibilityAnswersSchema = z.strictObject({
  forWhom: z.enum(FOR_WHOM).optional(),
  /** FIPS code, `outside`, or `unsure`. */
  county: z.string().max(10).optional(),
  benefits: z.array(z.enum(CURRENT_BENEFITS)).max(7).optional(),
  /** The person asked to go on for the others in the home after an early result. */
  more: z.boolean().optional(),
  home: z
    .strictObject({
      partner: z.enum(['married', 'partner', 'none']),
      children: z.number().int().min(0).max(8),
      others: z.number().int().min(0).max(4),
    })
    .optional(),
  ages: z.partialRecord(PersonKeySchema, z.number().int().min(0).max(120)).optional(),
  /** People with money of their own; `unsure` and `declined` are answers. */
  earners: z
    .array(z.union([PersonKeySchema, z.enum(['none', 'unsure', 'declined'])]))
    .max(16)
    .optional(),
  /** Children of whom the unmarried partner is a parent too. */
  shared: z.array(PersonKeySchema).max(8).optional(),
  taxes: z
    .strictObject({
      own: z.enum(OWN_TAXES),
      partnerFiles: z.enum(['yes', 'no', 'unsure']).optional(),
      claims: z.partialRecord(PersonKeySchema, z.enum(CHILD_CLAIMS)),
    })
    .optional(),
  money: z.partialRecord(PersonKeySchema, MoneySchema).optional(),
  situations: z
    .array(z.enum([...SITUATIONS, 'none', 'declined']))
    .max(10)
    .optional(),
  details: z
    .strictObject({
      who: z.partialRecord(z.enum(SITUATIONS), z.array(PersonKeySchema).max(14)),
      babies: z.number().int().min(1).max(8).optional(),
      monthsSince: z.number().int().min(0).max(12).optional(),
      hadMedicaid: z.enum(['yes', 'no', 'unsure']).optional(),
    })
    .optional(),
  savings: z
    .strictObject({
      assets: z.number().min(0).max(10_000_000).nullable(),
      bills: z.number().min(0).max(1_000_000).nullable(),
    })
    .optional(),
  work: z
    .array(z.enum([...WORK_EXEMPTIONS, 'hours', 'none', 'declined']))
    .max(22)
    .optional(),
});
export type EligibilityAnswers = z.output<typeof EligibilityAnswersSchema>;

const DECISIVE: readonly CurrentBenefit[] = ['medicaid', 'ssi', 'work_first', 'special_assistance'];

/** True when what is told so far already gives the person's own result, so that nothing more is asked. */
export function isSettledEarly(answers: EligibilityAnswers): boolean {
  if (answers.county === OUTSIDE) return true;
  return !answers.more && (answers.benefits?.some((benefit) => DECISIVE.includes(benefit)) ?? false);
}

/** Everyone in the home that the answers speak of, in the order in which they are asked. */
export function listPeople(answers: EligibilityAnswers): readonly PersonKey[] {
  const { home } = answers;
  if (!home) return ['you'];
  return [
    'you',
    ...(home.partner === 'none' ? [] : ['spouse']),
    ...Array.from({ length: home.children }, (_, at) => `child${at + 1}`),
    ...Array.from({ length: home.others }, (_, at) => `other${at + 1}`),
  ];
}

export const isChildKey = (key: PersonKey): boolean => key.startsWith('child');

/** The person the care is for: the first child when a parent answers, else "you". */
export function mainPerson(answers: EligibilityAnswers): PersonKey {
  return answers.forWhom === 'child' ? 'child1' : 'you';
}

const AGE_RANGE: Readonly<Record<Situation, readonly [number, number]>> = {
  pregnant: [10, 60],
  postpartum: [10, 60],
  disability_ssa: [0, 120],
  disability_self: [0, 120],
  blind: [0, 120],
  medicare: [0, 120],
  foster_now: [0, 20],
  foster_past: [18, 25],
};

/** People in the home whom a situation can fit, by age. */
export function candidatesFor(answers: EligibilityAnswers, situation: Situation): readonly PersonKey[] {
  const [from, to] = AGE_RANGE[situation];
  return listPeople(answers).filter((key) => {
    const age = answers.ages?.[key];
    return age !== undefined && age >= from && age <= to;
  });
}

/** Whom a ticked situation is about: the only candidate without asking, else those who were named. */
export function peopleIn(answers: EligibilityAnswers, situation: Situation): readonly PersonKey[] {
  if (!answers.situations?.includes(situation)) return [];
  const candidates = candidatesFor(answers, situation);
  if (candidates.length <= 1) return candidates;
  return (answers.details?.who[situation] ?? []).filter((key) => candidates.includes(key));
}

/** People who are asked about their money. */
export function listEarners(answers: EligibilityAnswers): readonly PersonKey[] {
  return listPeople(answers).filter((key) => answers.earners?.includes(key));
}
