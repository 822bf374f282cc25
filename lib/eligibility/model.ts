import { z } from 'zod';
import { isPlainDate, type PlainDateString } from '@/lib/clock';
import { checkHousehold, isCountyKnown, MAX_PEOPLE, UNKNOWN_COUNTY } from './household-checks';
import { FIRST_DAY, LAST_DAY } from './parameters';
import {
  BENEFITS,
  IMMIGRATION_STATUSES,
  INCOME_TYPES,
  type NextStep,
  PAY_PERIODS,
  type ScreeningGroup,
  type ScreeningResult,
  WORK_EXEMPTIONS,
  type WorkRuleState,
} from './vocabulary';

/** Most screenings of one request. */
export const MAX_SCREENINGS = 200;

const Dollars = z.number().min(0).max(10_000_000).describe('US dollars, up to two decimals');
const PersonId = z.string().min(1).max(64);
/** A value or a list of values: callers write `"exempt": "student"` and `"exempt": ["student"]` alike. */
const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).max(20)]);
const code = (about: string) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .describe(about);

export const IncomeSchema = z.strictObject({
  type: z.enum(INCOME_TYPES),
  amount: Dollars,
  per: z.enum(PAY_PERIODS),
  hoursPerWeek: z.number().min(0).max(168).nullish().describe('Needed when `per` is `hour`'),
});
export type Income = z.output<typeof IncomeSchema>;

export const PersonSchema = z.strictObject({
  id: PersonId,
  age: z.number().int().min(0).max(120).describe('Full years; 0 before the first birthday'),
  parents: z.array(PersonId).max(4).nullish().describe('Ids of parents in the home; a parent’s spouse counts as a step-parent'),
  spouse: PersonId.nullish(),
  pregnant: z.boolean().nullish(),
  expectedBabies: z.number().int().min(1).max(8).nullish(),
  postpartumMonths: z.number().int().min(0).max(60).nullish().describe('Full months since a pregnancy ended'),
  hadMedicaidInPregnancy: z.boolean().nullish(),
  motherHadMedicaidAtBirth: z.boolean().nullish(),
  disability: z.enum(['ssa', 'self']).nullish().describe('`ssa`: Social Security decided; `self`: the person says so'),
  ssdiMonths: z.number().int().min(0).max(1200).nullish(),
  blind: z.boolean().nullish(),
  medicare: z.boolean().nullish(),
  receives: oneOrMore(z.enum(BENEFITS)).nullish(),
  inFosterCare: z.boolean().nullish(),
  formerFosterCare: z.boolean().nullish(),
  student: z.boolean().nullish(),
  housing: code('For example `home`, `shelter`, `facility`, `jail`').nullish(),
  immigration: z.enum(IMMIGRATION_STATUSES).nullish().describe('Absent means citizen'),
  yearsInStatus: z.number().min(0).max(120).nullish(),
  assets: Dollars.nullish().describe('Without the home, one car and personal things'),
  medicalBillsMonthly: Dollars.nullish(),
  has: oneOrMore(z.enum(['medicaid', 'family_planning'])).nullish(),
  insurance: z.union([z.boolean(), code('For example `none`, `employer`, `marketplace`')]).nullish(),
  hoursPerMonth: z.number().min(0).max(744).nullish(),
  exempt: oneOrMore(z.enum(WORK_EXEMPTIONS)).nullish(),
  income: z.array(IncomeSchema).max(30).nullish(),
});
export type Person = z.output<typeof PersonSchema>;

export const TaxUnitSchema = z.strictObject({
  filers: z.array(PersonId).min(1).max(2),
  dependents: z.array(PersonId).max(MAX_PEOPLE).nullish(),
});
export type TaxUnit = z.output<typeof TaxUnitSchema>;

const AsOf = z
  .string()
  .refine((text): text is PlainDateString => isPlainDate(text), 'Use a calendar date such as 2026-11-22')
  .refine((text) => text >= FIRST_DAY && text <= LAST_DAY, `Use a date from ${FIRST_DAY} to ${LAST_DAY}`);

/** One household as the public API takes it. Everything but `household` may be left out. */
export const ScreeningInputSchema = z
  .strictObject({
    asOf: AsOf.nullish().describe('Rules of this day are used; today when left out'),
    state: z
      .string()
      .regex(/^[A-Z]{2}$/, 'Use two capital letters such as NC')
      .default('NC'),
    county: z.string().min(1).max(40).nullish().describe('Name or five-digit FIPS code'),
    household: z.array(PersonSchema).min(1).max(MAX_PEOPLE),
    taxUnits: z.array(TaxUnitSchema).max(MAX_PEOPLE).nullish(),
    claimedElsewhere: z.array(PersonId).max(MAX_PEOPLE).nullish().describe('People whom someone outside the home claims'),
    incomeDeclined: z.boolean().nullish(),
  })
  .refine(isCountyKnown, {
    path: ['county'],
    error: UNKNOWN_COUNTY,
  })
  .superRefine(checkHousehold);
export type ScreeningInput = z.output<typeof ScreeningInputSchema>;

/** Why a finding is as it is: a code, the parameter it rests on, and the two numbers that were compared (cents). */
export interface Reason {
  readonly code: string;
  readonly parameterId: string | null;
  readonly figure: number | null;
  readonly limit: number | null;
  readonly citation: string | null;
}

/** Our estimate for one person. Never a determination: only the county office or Social Security decides. */
export interface Finding {
  readonly id: string;
  readonly result: ScreeningResult;
  readonly group: ScreeningGroup | null;
  readonly size: number;
  /** Cents a month; null when income was not told. */
  readonly countedMonthly: number | null;
  readonly limitMonthly: number | null;
  readonly pctFpl: number | null;
  readonly marginToLimit: number | null;
  readonly closeCall: boolean;
  readonly retroMonths: number;
  readonly workRule: WorkRuleState;
  /** Which exemptions fit, so that the county sheet can name them. */
  readonly exemptions: readonly string[];
  readonly nextStep: NextStep;
  readonly reasons: readonly Reason[];
}

export interface Screening {
  readonly asOf: PlainDateString;
  readonly findings: readonly Finding[];
  readonly parametersVersion: string;
}

const ReasonOutput = z.strictObject({
  code: z.string(),
  parameterId: z.string().nullable(),
  figure: z.number().nullable(),
  limit: z.number().nullable(),
  citation: z.string().nullable(),
});

/** What the public API answers for one household; amounts in dollars. */
export const ScreeningOutputSchema = z.strictObject({
  asOf: z.string(),
  state: z.string(),
  county: z.string().nullable(),
  lmeMco: z.enum(['Partners', 'Alliance', 'Vaya', 'Trillium']).nullable(),
  crisisOffered: z.literal(true),
  parametersVersion: z.string(),
  persons: z.array(
    z.strictObject({
      id: z.string(),
      result: z.string(),
      group: z.string().nullable(),
      size: z.number(),
      countedMonthly: z.number().nullable(),
      limitMonthly: z.number().nullable(),
      pctFpl: z.number().nullable(),
      marginToLimit: z.number().nullable(),
      closeCall: z.boolean(),
      retroMonths: z.number(),
      workRule: z.string(),
      exemptions: z.array(z.string()),
      nextStep: z.string(),
      reasons: z.array(ReasonOutput),
    }),
  ),
});
export type ScreeningOutput = z.output<typeof ScreeningOutputSchema>;
