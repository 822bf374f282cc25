import type { Person, ScreeningInput } from '../model';
import type { ParameterSet } from '../parameters';
import { abdIncome, magiIncome } from './income';
import { buildKin, type Kin } from './kin';
import { buildTaxUnits, decideMagiHousehold, type MagiHousehold, type TaxUnits } from './magi-household';

/** `yes` and `no` were told; `unknown` was not. */
export type Told = 'yes' | 'no' | 'unknown';

/** All that the group rules need to know about one person, worked out once. */
export interface Facts {
  readonly person: Person;
  readonly parameters: ParameterSet;
  readonly kin: Kin;
  readonly taxes: TaxUnits;
  readonly magi: MagiHousehold;
  /** Cents a month; null when the household would not or could not tell. */
  readonly magiCents: number | null;
  readonly abdCents: number | null;
  readonly abdSize: 1 | 2;
  /** Dollars-and-cents savings of the person (and spouse) in cents; `floor` is what is known to be there at least. */
  readonly assets: { readonly known: boolean; readonly floor: number };
  readonly receives: ReadonlySet<string>;
  readonly has: ReadonlySet<string>;
  readonly medicare: boolean;
  /** Aged or blind, or found disabled by Social Security: yes. Own statement only: unknown. */
  readonly abdCategory: Told;
  readonly isParent: boolean;
}

export function listOf<T>(value: T | readonly T[] | null | undefined): readonly T[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}

const hasIncome = (person: Person, type: string) => (person.income ?? []).some((one) => one.type === type && one.amount > 0);

/** Benefits a person gets, told outright or by naming the payment among their income. */
function benefitsOf(person: Person): Set<string> {
  const receives = new Set<string>(listOf(person.receives));
  if (hasIncome(person, 'ssi')) receives.add('ssi');
  if (hasIncome(person, 'work_first')) receives.add('work_first');
  return receives;
}

/** Work First covers the payee's minor children as well. */
function receivesOf(person: Person, kin: Kin, parameters: ParameterSet): Set<string> {
  const receives = benefitsOf(person);
  if (person.age < parameters.number('parent-child-under')) {
    for (const parent of kin.parentsOf(person.id)) {
      const named = kin.people.get(parent);
      if (named && benefitsOf(named).has('work_first')) receives.add('work_first');
    }
  }
  return receives;
}

function abdCategoryOf(person: Person, parameters: ParameterSet): Told {
  if (person.age >= parameters.number('aged-from') || person.blind) return 'yes';
  if (person.disability === 'ssa' || hasIncome(person, 'ssdi') || (person.ssdiMonths ?? 0) > 0) return 'yes';
  return person.disability === 'self' ? 'unknown' : 'no';
}

/** A parent or step-parent of a child under 18 in the home, or the only one who claims such a child. */
function isCaretaker(id: string, kin: Kin, taxes: TaxUnits, parameters: ParameterSet): boolean {
  const under = parameters.number('parent-child-under');
  const isMinor = (child: string) => (kin.people.get(child)?.age ?? under) < under;
  if ([...kin.childrenOf(id)].some(isMinor)) return true;
  const claimed = taxes.filedBy.get(id)?.dependents ?? [];
  return claimed.some((child) => isMinor(child) && kin.parentsOf(child).size === 0);
}

function assetsOf(people: readonly Person[]): { known: boolean; floor: number } {
  let floor = 0;
  for (const person of people) floor += Math.round((person.assets ?? 0) * 100);
  return { known: people.every((person) => person.assets !== null && person.assets !== undefined), floor };
}

/** Works out the facts of every person of a household. Order of people does not matter. */
export function gatherFacts(input: ScreeningInput, parameters: ParameterSet): readonly Facts[] {
  const kin = buildKin(input.household);
  const taxes = buildTaxUnits(input.taxUnits, input.claimedElsewhere);
  return input.household.map((person) => {
    const magi = decideMagiHousehold(person.id, kin, taxes, parameters);
    const spouse = kin.people.get(kin.spouseOf(person.id) ?? '');
    const couple = spouse ? [person, spouse] : [person];
    return {
      person,
      parameters,
      kin,
      taxes,
      magi,
      magiCents: input.incomeDeclined ? null : magiIncome(magi, kin, taxes, parameters),
      abdCents: input.incomeDeclined ? null : abdIncome(couple, parameters),
      abdSize: spouse ? 2 : 1,
      assets: assetsOf(couple),
      receives: receivesOf(person, kin, parameters),
      has: new Set<string>(listOf(person.has)),
      medicare: Boolean(person.medicare) || (person.ssdiMonths ?? 0) >= parameters.number('ssdi-medicare-months'),
      abdCategory: abdCategoryOf(person, parameters),
      isParent: isCaretaker(person.id, kin, taxes, parameters),
    };
  });
}
