import { type FacetCode, type FacetGroupKey, facetGroup, findFacetGroup } from '../facets';
import type { Place } from '../places';

/** One row of a list: what search reads, before any page-specific reading. */
export interface EntryHit {
  readonly entryId: number;
  readonly roleId: string;
  readonly organizationId: string;
  readonly displayName: string;
  readonly organizationName: string;
  readonly city: string | null;
  readonly zip: string | null;
  readonly countyFips: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly phone: string | null;
  readonly tags: readonly FacetCode[];
  /** Null when one of phone, address, network, new patients was never confirmed. */
  readonly verifiedAt: Date | null;
  readonly ghostScore: number;
  readonly demonstration: boolean;
  /** Miles over ground; null without a place to measure from. */
  readonly miles: number | null;
}

/** Where a list goes on: the last row shown. Ordered by miles, then entry. */
export interface EntryCursor {
  readonly line: number;
  readonly entryId: number;
}

export interface EntrySearch {
  /** Measure from here; without it rows are ordered by name word matches alone. */
  readonly from: Place | null;
  readonly withinMiles: number;
  readonly filters: readonly FacetCode[];
  /** For each typed word the dictionary rows it may mean; an entry needs one of each. */
  readonly words: readonly (readonly number[])[];
  readonly after: EntryCursor | null;
  readonly limit: number;
}

export interface EntryResults {
  readonly hits: readonly EntryHit[];
  readonly total: number;
  /** True when there are more rows around the place than are counted: total and counts mean "at least". */
  readonly capped: boolean;
  readonly next: EntryCursor | null;
  /** Code → how many rows choosing it as well would give. */
  readonly counts: ReadonlyMap<FacetCode, number>;
  /** At zero results: the one group of filters that alone stands in the way, with how many rows it hides. */
  readonly blocking: { readonly group: FacetGroupKey; readonly hidden: number } | null;
}

/** Chosen codes by group, in the catalogue's order; unknown codes are left out. */
export function filterGroups(filters: readonly FacetCode[]) {
  const keys = new Set(filters.flatMap((code) => findFacetGroup(code)?.key ?? []));
  return [...keys].map((key) => {
    const group = facetGroup(key);
    const known = new Set(group.options.map(({ code }) => code));
    return { id: group.id, key, combine: group.combine, codes: [...new Set(filters)].filter((code) => known.has(code)) };
  });
}
