import { foldText } from '../search/words';
import type { ListingRecord } from './listing-model';
import type { ReportBuilder } from './report';

/** One provider at one place, with every row that speaks of it. */
export interface ListingSite {
  /** Equal for rows that mean the same provider and place. */
  readonly key: string;
  readonly organizationKey: string;
  readonly records: readonly [ListingRecord, ...ListingRecord[]];
  /** For each record why it belongs to the first one; null for the first itself. */
  readonly reasons: readonly (string | null)[];
}

const placeKey = (record: ListingRecord) => `${foldText(record.line1)}|${record.zip}`;
const exact = (record: ListingRecord) => `${record.organizationName}|${record.line1}|${record.zip}`;

function siteKey(record: ListingRecord): string {
  const who = record.person ? (record.person.npi ?? foldText(`${record.person.given} ${record.person.family}`)) : '';
  return `${foldText(record.organizationName)}|${placeKey(record)}|${who}`;
}

/** The practice in the key of a site. */
export const organizationKeyOf = (siteKey: string) => `organization|${siteKey.split('|')[1] ?? ''}`;
/** The place in the key of a site: the same for everybody who works there. */
export const placeKeyOf = (siteKey: string) => siteKey.replace(/\|[^|]*$/, '');

/** Why a further row belongs to a site that is there already. */
function mergeReason(first: ListingRecord, next: ListingRecord): string {
  const lists = first.list === next.list ? 'in the same list' : `in the lists ${[first.list, next.list].sort().join(' and ')}`;
  const how = exact(first) === exact(next) ? 'Same name, street and ZIP' : 'Same name, street and ZIP but for case or spaces';
  return `${how}, ${lists}`;
}

/**
 * Rows grouped into sites by name, street and ZIP (and person). Repeats are merged for the member; every row stays
 * as a source for staff. Two names at one address in two lists are reported and kept apart.
 */
export function groupSites(records: readonly ListingRecord[], report: ReportBuilder): readonly ListingSite[] {
  const sites = new Map<string, [ListingRecord, ...ListingRecord[]]>();
  const listsAt = new Map<string, Map<string, Set<string>>>();
  for (const record of records) {
    const group = sites.get(siteKey(record));
    if (group) group.push(record);
    else sites.set(siteKey(record), [record]);
    const lists = listsAt.get(placeKey(record)) ?? new Map<string, Set<string>>();
    lists.set(record.list, (lists.get(record.list) ?? new Set()).add(foldText(record.organizationName)));
    listsAt.set(placeKey(record), lists);
  }
  reportSharedPlaces(listsAt, report);
  return [...sites].map(([key, group]) => ({
    key: `site|${key}`,
    organizationKey: organizationKeyOf(`site|${key}`),
    records: group,
    reasons: group.map((record, index) => (index === 0 ? null : mergeReason(group[0], record))),
  }));
}

function reportSharedPlaces(listsAt: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>, report: ReportBuilder): void {
  for (const [place, lists] of listsAt) {
    if (lists.size < 2) continue;
    report.suspect('A street and ZIP is in more than one list', place);
    const [one, ...others] = [...lists.values()];
    if (one && others.every((names) => [...names].every((name) => !one.has(name)))) {
      report.suspect('One address has different names in two lists; kept apart', place);
    }
  }
}
