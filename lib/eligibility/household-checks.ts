import type { z } from 'zod';
import { findCounty, findCountyByName } from '@/lib/organization/organization';

/** Largest household of one screening. */
export const MAX_PEOPLE = 20;
export const UNKNOWN_COUNTY = 'Not one of the 100 counties of North Carolina';

/** The parts of a screening that refer to each other. */
interface Links {
  readonly state?: string | undefined;
  readonly county?: string | null | undefined;
  readonly household: readonly LinkedPerson[];
  readonly taxUnits?:
    | readonly { filers: readonly string[]; dependents?: readonly string[] | null | undefined }[]
    | null
    | undefined;
  readonly claimedElsewhere?: readonly string[] | null | undefined;
}
interface LinkedPerson {
  readonly id: string;
  readonly parents?: readonly string[] | null | undefined;
  readonly spouse?: string | null | undefined;
  readonly income?: readonly { per: string; hoursPerWeek?: number | null | undefined }[] | null | undefined;
}

type Path = (string | number)[];
type Report = (path: Path, message: string) => void;

/** A county by name or FIPS code. */
export function matchCounty(text: string) {
  return findCounty(text) ?? findCountyByName(text);
}

/** False when a county is named that North Carolina does not have; other states have other counties. */
export function isCountyKnown({ state, county }: Pick<Links, 'state' | 'county'>): boolean {
  return (state ?? 'NC') !== 'NC' || typeof county !== 'string' || matchCounty(county) !== null;
}

/** What a shape alone cannot say: ids are unique and known, nobody is their own ancestor. */
export function checkHousehold(input: Links, context: z.RefinementCtx): void {
  // The list's own check has already said that it is too long; walking it would only cost time.
  if (input.household.length > MAX_PEOPLE) return;
  const report: Report = (path, message) => context.addIssue({ code: 'custom', path, message });
  const ids = new Set(input.household.map((person) => person.id));
  checkIds(input.household, report);
  input.household.forEach((person, at) => {
    checkPerson(person, at, ids, report);
  });
  checkSpouses(input.household, report);
  checkAncestors(input.household, report);
  checkTaxUnits(input, ids, report);
}

function checkIds(household: readonly LinkedPerson[], report: Report): void {
  const seen = new Set<string>();
  household.forEach((person, at) => {
    if (seen.has(person.id)) report(['household', at, 'id'], 'Another person has this id');
    seen.add(person.id);
  });
}

function checkPerson(person: LinkedPerson, at: number, ids: ReadonlySet<string>, report: Report): void {
  person.parents?.forEach((parent, index) => {
    if (!ids.has(parent)) report(['household', at, 'parents', index], 'No person in the household has this id');
    else if (parent === person.id) report(['household', at, 'parents', index], 'A person cannot be their own parent');
  });
  if (person.spouse && !ids.has(person.spouse)) report(['household', at, 'spouse'], 'No person in the household has this id');
  if (person.spouse === person.id) report(['household', at, 'spouse'], 'A person cannot be their own spouse');
  person.income?.forEach((income, index) => {
    if (income.per === 'hour' && (income.hoursPerWeek === undefined || income.hoursPerWeek === null)) {
      report(['household', at, 'income', index, 'hoursPerWeek'], 'Needed when `per` is `hour`');
    }
  });
}

function checkSpouses(household: readonly LinkedPerson[], report: Report): void {
  const spouseOf = new Map(household.map((person) => [person.id, person.spouse ?? null]));
  const claimed = new Map<string, string>();
  household.forEach((person, at) => {
    if (!person.spouse) return;
    const back = spouseOf.get(person.spouse);
    const rival = claimed.get(person.spouse);
    if ((back && back !== person.id) || (rival !== undefined && rival !== person.id)) {
      report(['household', at, 'spouse'], 'This person is the spouse of someone else');
    }
    claimed.set(person.spouse, person.id);
  });
}

function checkAncestors(household: readonly LinkedPerson[], report: Report): void {
  const parentsOf = new Map(household.map((person) => [person.id, person.parents ?? []]));
  household.forEach((person, at) => {
    const seen = new Set<string>();
    const queue = [...(person.parents ?? [])].filter((parent) => parent !== person.id);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === person.id) {
        report(['household', at, 'parents'], 'A person cannot be their own ancestor');
        return;
      }
      if (!seen.has(next)) queue.push(...(parentsOf.get(next) ?? []).filter((parent) => parent !== next));
      seen.add(next);
    }
  });
}

function checkTaxUnits(input: Links, ids: ReadonlySet<string>, report: Report): void {
  const filers = new Set<string>();
  const dependents = new Set<string>();
  const check = (id: string, path: Path, taken: Set<string>, message: string) => {
    if (!ids.has(id)) report(path, 'No person in the household has this id');
    else if (taken.has(id)) report(path, message);
    taken.add(id);
  };
  input.taxUnits?.forEach((unit, at) => {
    unit.filers.forEach((id, index) => {
      check(id, ['taxUnits', at, 'filers', index], filers, 'This person already files in a tax unit');
    });
    unit.dependents?.forEach((id, index) => {
      const path = ['taxUnits', at, 'dependents', index];
      check(id, path, dependents, 'This person is already claimed in a tax unit');
      if (unit.filers.includes(id)) report(path, 'A person cannot claim themselves');
    });
  });
  input.claimedElsewhere?.forEach((id, index) => {
    if (!ids.has(id)) report(['claimedElsewhere', index], 'No person in the household has this id');
    else if (dependents.has(id)) report(['claimedElsewhere', index], 'This person is already claimed in a tax unit');
  });
}
