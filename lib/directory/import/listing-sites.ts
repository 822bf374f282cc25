import 'server-only';
import type { Tx } from '@/lib/db/client';
import { foldText } from '../search/words';
import type { ListingRecord } from './listing-model';
import type { ReportBuilder } from './report';
import { listSharedPlaces, listStaged, type OrderedRow } from './store-stage';

/** A record of a site, with what was known of its row before. */
export interface SiteRow {
  readonly seq: number;
  readonly hash: string;
  readonly before: string | null;
  /** Why it belongs to the first row of its site; null for the first itself. */
  readonly reason: string | null;
}

/** A row's record while it is written: its cells stay in the database. */
export type SiteRecord = Omit<ListingRecord, 'raw'>;

/** One provider at one place, with every row that speaks of it. */
export interface ListingSite {
  /** Equal for rows that mean the same provider and place. */
  readonly key: string;
  readonly organizationKey: string;
  readonly records: readonly [SiteRecord, ...SiteRecord[]];
  /** For each record, in the same order. */
  readonly rows: readonly SiteRow[];
}

export const placeKey = (record: SiteRecord) => `${foldText(record.line1)}|${record.zip}`;
const exact = (record: SiteRecord) => `${record.organizationName}|${record.line1}|${record.zip}`;

/** The same for rows that mean the same provider at the same place: by name, street and ZIP (and person). */
export function siteKey(record: SiteRecord): string {
  const who = record.person ? (record.person.npi ?? foldText(`${record.person.given} ${record.person.family}`)) : '';
  return `site|${foldText(record.organizationName)}|${placeKey(record)}|${who}`;
}

/** The practice in the key of a site. */
export const organizationKeyOf = (key: string) => `organization|${key.split('|')[1] ?? ''}`;
/** The place in the key of a site: the same for everybody who works there. */
export const placeKeyOf = (key: string) => key.replace(/\|[^|]*$/, '');

/** Why a further row belongs to a site that is there already. */
function mergeReason(first: SiteRecord, next: SiteRecord): string {
  const lists = first.list === next.list ? 'in the same list' : `in the lists ${[first.list, next.list].sort().join(' and ')}`;
  const how = exact(first) === exact(next) ? 'Same name, street and ZIP' : 'Same name, street and ZIP but for case or spaces';
  return `${how}, ${lists}`;
}

function toSite(rows: readonly [OrderedRow, ...OrderedRow[]]): ListingSite {
  const [first, ...others] = rows.map(({ record }) => JSON.parse(record) as SiteRecord);
  const records = [first as SiteRecord, ...others] as const;
  const key = rows[0].site;
  return {
    key,
    organizationKey: organizationKeyOf(key),
    records,
    rows: rows.map(({ seq, hash, before }, index) => ({
      seq,
      hash,
      before,
      reason: index === 0 ? null : mergeReason(records[0], records[index] ?? records[0]),
    })),
  };
}

/** Rows looked at together. */
const STEP = 1000;

/**
 * The sites of the staged rows. Repeats are merged for the member; every row stays as a source for staff. The next rows
 * are asked for before the ones in hand are given out: whoever writes those keeps the connection busy.
 */
export async function* readSites(tx: Tx): AsyncGenerator<ListingSite> {
  let group: OrderedRow[] = [];
  const ask = (after: number) => {
    const rows = listStaged(tx, after, STEP);
    // A failure is thrown where the rows are waited for; until then it must not end the process.
    rows.catch(() => {});
    return rows;
  };
  let coming = ask(0);
  for (let after = STEP; ; after += STEP) {
    const rows = await coming;
    if (rows.length === STEP) coming = ask(after);
    for (const row of rows) {
      if (group[0] && group[0].site !== row.site) {
        yield toSite(group as [OrderedRow, ...OrderedRow[]]);
        group = [];
      }
      group.push(row);
    }
    if (rows.length < STEP) break;
  }
  if (group.length > 0) yield toSite(group as [OrderedRow, ...OrderedRow[]]);
}

/** Two names at one address in two lists are reported and kept apart. */
export async function reportSharedPlaces(tx: Tx, report: ReportBuilder): Promise<void> {
  for (const { place, apart } of await listSharedPlaces(tx)) {
    report.suspect('A street and ZIP is in more than one list', place);
    if (apart) report.suspect('One address has different names in two lists; kept apart', place);
  }
}
