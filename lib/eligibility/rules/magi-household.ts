import type { TaxUnit } from '../model';
import type { ParameterSet } from '../parameters';
import type { Kin } from './kin';

/** How a person's household was formed, by the paragraph of 42 CFR 435.603(f). */
export type HouseholdBasis =
  | 'filer'
  | 'dependent'
  | 'non_filer'
  | 'exception_other_claims'
  | 'exception_parents_apart'
  | 'exception_parent_outside';

export interface MagiHousehold {
  readonly members: ReadonlySet<string>;
  /** Members plus the person's own expected babies. */
  readonly size: number;
  readonly basis: HouseholdBasis;
  /** True when someone whose income would count lives elsewhere and was not told. */
  readonly uncertain: boolean;
}

export interface TaxUnits {
  readonly filedBy: ReadonlyMap<string, TaxUnit>;
  readonly claimedBy: ReadonlyMap<string, TaxUnit>;
  readonly claimedElsewhere: ReadonlySet<string>;
}

export function buildTaxUnits(
  units: readonly TaxUnit[] | null | undefined,
  claimedElsewhere: readonly string[] | null | undefined,
): TaxUnits {
  const filedBy = new Map<string, TaxUnit>();
  const claimedBy = new Map<string, TaxUnit>();
  for (const unit of units ?? []) {
    for (const id of unit.filers) filedBy.set(id, unit);
    for (const id of unit.dependents ?? []) claimedBy.set(id, unit);
  }
  return { filedBy, claimedBy, claimedElsewhere: new Set(claimedElsewhere ?? []) };
}

/**
 * Why a dependent is nevertheless counted like a non-filer, or null (42 CFR 435.603(f)(2)(i)-(iii)):
 * claimed by someone who is neither parent nor spouse; a child who lives with two parents who do not file together;
 * a child claimed by a parent who lives elsewhere.
 */
function dependentException(id: string, kin: Kin, taxes: TaxUnits, isChild: boolean): HouseholdBasis | null {
  const parents = kin.parentsOf(id);
  const unit = taxes.claimedBy.get(id);
  if (!unit) return isChild ? 'exception_parent_outside' : null;
  const spouse = kin.spouseOf(id);
  if (!unit.filers.some((filer) => parents.has(filer) || filer === spouse)) return 'exception_other_claims';
  const parentsInUnit = [...parents].filter((parent) => unit.filers.includes(parent));
  return isChild && parents.size >= 2 && parentsInUnit.length < parents.size ? 'exception_parents_apart' : null;
}

/** The household of someone who files alone or jointly and is claimed by nobody: 42 CFR 435.603(f)(1) and (f)(4). */
function filerHousehold(unit: TaxUnit, kin: Kin): Set<string> {
  const members = new Set<string>([...unit.filers, ...(unit.dependents ?? [])]);
  for (const filer of unit.filers) {
    const spouse = kin.spouseOf(filer);
    if (spouse) members.add(spouse);
  }
  return members;
}

/** Self and own children under 19 (the spouse is added for everyone); a child under 19 also counts parents and siblings under 19: (f)(3). */
function nonFilerHousehold(id: string, kin: Kin, childUnder: number): Set<string> {
  const isYoung = (other: string) => (kin.people.get(other)?.age ?? childUnder) < childUnder;
  const members = new Set<string>([id, ...[...kin.childrenOf(id)].filter(isYoung)]);
  if (isYoung(id)) {
    for (const parent of kin.parentsOf(id)) members.add(parent);
    for (const sibling of kin.siblingsOf(id)) if (isYoung(sibling)) members.add(sibling);
  }
  return members;
}

/** The people whose number and income count for this person's income groups (42 CFR 435.603(f)). */
export function decideMagiHousehold(id: string, kin: Kin, taxes: TaxUnits, parameters: ParameterSet): MagiHousehold {
  const person = kin.people.get(id);
  const childUnder = parameters.number('magi-child-under');
  const isChild = (person?.age ?? childUnder) < childUnder;
  const unborn = person?.pregnant ? (person.expectedBabies ?? 1) : 0;
  const finish = (members: Set<string>, basis: HouseholdBasis, uncertain = false): MagiHousehold => {
    // Married people who live together always count each other, whatever they file (f)(4).
    const spouse = kin.spouseOf(id);
    if (spouse) members.add(spouse);
    members.add(id);
    return { members, size: members.size + unborn, basis, uncertain };
  };

  const claimedBy = taxes.claimedBy.get(id);
  if (claimedBy || taxes.claimedElsewhere.has(id)) {
    const exception = dependentException(id, kin, taxes, isChild);
    if (exception) return finish(nonFilerHousehold(id, kin, childUnder), exception);
    if (claimedBy) return finish(filerHousehold(claimedBy, kin), 'dependent');
    // An adult claimed by someone outside the home: that person's income would count, and we do not know it.
    return finish(nonFilerHousehold(id, kin, childUnder), 'non_filer', true);
  }
  const filedBy = taxes.filedBy.get(id);
  if (filedBy) return finish(filerHousehold(filedBy, kin), 'filer');
  return finish(nonFilerHousehold(id, kin, childUnder), 'non_filer');
}
