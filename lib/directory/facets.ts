import data from './parameters/facets.json';

/** A facet code is `group × 1000 + n`; one integer array on an entry holds all of them. */
export type FacetCode = number;
export type FacetGroupKey =
  | 'service'
  | 'language'
  | 'age'
  | 'mode'
  | 'accepting'
  | 'payer'
  | 'accessibility'
  | 'focus'
  | 'setting'
  | 'hours'
  | 'concern'
  | 'opioidMedicine'
  | 'gender'
  | 'within';

export interface FacetOption {
  readonly code: FacetCode;
  readonly key: string;
  /** Language tag (BCP 47) of a language option. */
  readonly bcp47?: string;
  /** Years of an age option, both included. */
  readonly from?: number;
  readonly to?: number;
  /** Which network a payer or accepting option speaks of. */
  readonly network?: string;
  /** Days of a "has an open time" option. */
  readonly days?: number;
  /** Plan-Net accessibility code. */
  readonly planNet?: string;
}

export interface FacetGroup {
  readonly id: number;
  /** Where its bits begin in an entry's mask; the database's `facet_mask` has the same numbers. */
  readonly byte: number;
  readonly key: FacetGroupKey;
  /** `any`: one of the chosen is enough. `all`: every chosen one is needed. */
  readonly combine: 'any' | 'all';
  readonly options: readonly FacetOption[];
}

export const FACET_GROUPS = data.groups as readonly FacetGroup[];

const groupsByKey = new Map(FACET_GROUPS.map((group) => [group.key, group]));
const groupsById = new Map(FACET_GROUPS.map((group) => [group.id, group]));
const optionsByCode = new Map(FACET_GROUPS.flatMap((group) => group.options.map((option) => [option.code, option] as const)));

/** The group a code belongs to, or null for a code nobody defined. */
export function findFacetGroup(code: FacetCode): FacetGroup | null {
  return optionsByCode.has(code) ? (groupsById.get(Math.floor(code / 1000)) ?? null) : null;
}

export function findFacet(code: FacetCode): FacetOption | null {
  return optionsByCode.get(code) ?? null;
}

export function facetGroup(key: FacetGroupKey): FacetGroup {
  const group = groupsByKey.get(key);
  if (!group) throw new Error(`No facet group ${key} in parameters/facets.json`);
  return group;
}

/** The code of `key` in a group; names instead of numbers in rules and seeds. */
export function facetCode(group: FacetGroupKey, key: string): FacetCode {
  const option = facetGroup(group).options.find((candidate) => candidate.key === key);
  if (!option) throw new Error(`No facet ${group}.${key} in parameters/facets.json`);
  return option.code;
}

/** The options of one group among `tags`, in the group's order. */
export function facetsOf(tags: readonly FacetCode[], key: FacetGroupKey): readonly FacetOption[] {
  const present = new Set(tags);
  return facetGroup(key).options.filter((option) => present.has(option.code));
}
