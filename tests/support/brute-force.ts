import { FACET_GROUPS, type FacetCode, findFacetGroup } from '@/lib/directory/facets';
import { milesBetween, type Place } from '@/lib/directory/places';

/** What a plain pass needs of an entry. */
export interface Row {
  readonly id: number;
  readonly lat: number;
  readonly lon: number;
  readonly tags: readonly number[];
}

/** Which groups of chosen filters a row fails, by the plain meaning of "any" and "all". */
function failedGroups(tags: readonly number[], filters: readonly FacetCode[]): readonly number[] {
  return FACET_GROUPS.filter((group) => {
    const chosen = filters.filter((code) => findFacetGroup(code)?.id === group.id);
    if (chosen.length === 0) return false;
    return group.combine === 'all' ? !chosen.every((code) => tags.includes(code)) : !chosen.some((code) => tags.includes(code));
  }).map(({ id }) => id);
}

/** The answer of a search by looking at every row. */
export function bruteForce(rows: readonly Row[], from: Place, miles: number, filters: readonly FacetCode[]) {
  const near = rows
    .map((row) => ({ row, miles: milesBetween(from, row), failed: failedGroups(row.tags, filters) }))
    .filter((each) => each.miles <= miles);
  const shown = near.filter(({ failed }) => failed.length === 0);
  const counts = new Map<number, number>();
  for (const { row, failed } of near) {
    for (const tag of row.tags) {
      const group = findFacetGroup(tag);
      const counted = failed.length === 0 || (failed.length === 1 && failed[0] === group?.id && group?.combine === 'any');
      if (counted) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
  }
  return { shown: shown.sort((a, b) => a.miles - b.miles || a.row.id - b.row.id), counts };
}
