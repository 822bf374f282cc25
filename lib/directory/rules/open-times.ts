import { type FacetCode, facetGroup } from '../facets';

const DAY_MS = 86_400_000;

/** The days that "has an open time" can be asked for, fewest first. 14 is the access standard for routine care. */
export const WITHIN_DAYS: readonly number[] = facetGroup('within').options.map(({ days = 0 }) => days);

/** The facet codes that a first open time meets; a sooner one meets the longer ones too. */
export function openTagsOf(soonest: Date | null, now: Date): readonly FacetCode[] {
  if (!soonest) return [];
  return facetGroup('within')
    .options.filter(({ days = 0 }) => soonest.getTime() <= now.getTime() + days * DAY_MS)
    .map(({ code }) => code);
}
