import type { Income, Person } from '../model';
import type { ParameterSet } from '../parameters';
import type { IncomeType, PayPeriod } from '../vocabulary';
import type { Kin } from './kin';
import type { MagiHousehold, TaxUnits } from './magi-household';

const MONTHS_FACTOR: Readonly<Record<Exclude<PayPeriod, 'hour'>, number>> = {
  week: 52 / 12,
  two_weeks: 26 / 12,
  twice_month: 2,
  month: 1,
  year: 1 / 12,
};

/** Cents a month from what one income pays as the person is paid: 52 weeks and 26 fortnights a year, not 4 and 2 a month. */
export function monthlyCents(income: Income): number {
  const cents = Math.round(income.amount * 100);
  if (income.per === 'hour') return Math.round(cents * (income.hoursPerWeek ?? 0) * MONTHS_FACTOR.week);
  return Math.round(cents * MONTHS_FACTOR[income.per]);
}

const EARNED: ReadonlySet<IncomeType> = new Set(['wages', 'self_employment']);
/** Unearned income that can oblige a dependent to file. Social Security is left out: it is taxed only beside much else. */
const TAXED_UNEARNED: ReadonlySet<IncomeType> = new Set(['unemployment', 'pension', 'other']);
/** Counted for aged, blind and disabled people (20 CFR 416.1120-1124); help based on need is not income. */
const ABD_UNEARNED: ReadonlySet<IncomeType> = new Set([
  'ssdi',
  'social_security',
  'unemployment',
  'child_support',
  'va_disability',
  'pension',
  'other',
]);

function sumOf(person: Person, types: { has(type: IncomeType): boolean }): number {
  let cents = 0;
  for (const income of person.income ?? []) if (types.has(income.type)) cents += monthlyCents(income);
  return cents;
}

export const earnedCents = (person: Person): number => sumOf(person, EARNED);

/** True when tax law makes a dependent file: only then does their income count for others (42 CFR 435.603(d)(2)). */
export function mustFile(person: Person, parameters: ParameterSet): boolean {
  return (
    earnedCents(person) * 12 > parameters.cents('filing-earned') ||
    sumOf(person, TAXED_UNEARNED) * 12 > parameters.cents('filing-unearned')
  );
}

/** True when a member is a child beside their parent, or is claimed by a filer of the same household. */
function isLookedAfter(id: string, household: MagiHousehold, kin: Kin, taxes: TaxUnits): boolean {
  for (const parent of kin.parentsOf(id)) if (household.members.has(parent)) return true;
  const unit = taxes.claimedBy.get(id);
  return unit?.filers.some((filer) => household.members.has(filer)) ?? false;
}

/** Sums the income of a person's MAGI household, in cents a month (42 CFR 435.603(d), (e)). */
export function magiIncome(household: MagiHousehold, kin: Kin, taxes: TaxUnits, parameters: ParameterSet): number {
  const counted = new Set<IncomeType>(parameters.list('counted-income') as readonly IncomeType[]);
  let cents = 0;
  for (const id of household.members) {
    const member = kin.people.get(id);
    if (!member) continue;
    if (isLookedAfter(id, household, kin, taxes) && !mustFile(member, parameters)) continue;
    cents += sumOf(member, counted);
  }
  return cents;
}

/** Counted income by the SSI method for one or two people: $20 off anything, then $65 and half off pay. */
export function abdIncome(people: readonly Person[], parameters: ParameterSet): number {
  let unearned = 0;
  let earned = 0;
  for (const person of people) {
    unearned += sumOf(person, ABD_UNEARNED);
    earned += earnedCents(person);
  }
  const general = parameters.cents('abd-general-disregard');
  const fromUnearned = Math.min(general, unearned);
  const afterFlat = Math.max(0, earned - (general - fromUnearned) - parameters.cents('abd-earned-disregard'));
  const share = 1 - parameters.number('abd-earned-share') / 100;
  return unearned - fromUnearned + Math.round(afterFlat * share);
}
