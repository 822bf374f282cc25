import 'server-only';
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { FACET_GROUPS, type FacetCode } from '../facets';
import { milesOfChord } from '../places';
import { type EntryHit, type EntryResults, type EntrySearch, filterGroups } from './model';
import { matching, named, nearest } from './store-candidates';
import { afterPrefix } from './store-terms';
import { type Candidates, type Ranked, rareFilters, tally } from './tally';
import { isSameWord, TWO_ERRORS_FROM } from './words';

interface Row {
  entry_id: number;
  role_id: string;
  organization_id: string;
  display_name: string;
  organization_name: string;
  city: string | null;
  zip: string | null;
  county_fips: string | null;
  lat: number | null;
  lon: number | null;
  phone: string | null;
  tags: number[];
  verified_at: Date | null;
  ghost_score: number;
  demonstration: boolean;
  line: number | null;
  miles: number | null;
}

/** Of how much the most similar word has in common, for a mistyped word. */
const ALIKE_ENOUGH = 0.75;
const COLUMNS = Prisma.sql`e.id AS entry_id, e.role_id, e.organization_id, e.display_name, e.organization_name, e.city, e.zip, e.county_fips,
  e.lat, e.lon, e.phone, e.tags, e.verified_at, e.ghost_score, e.demonstration`;

function toHit(row: Row): EntryHit {
  return {
    entryId: row.entry_id,
    roleId: row.role_id,
    organizationId: row.organization_id,
    displayName: row.display_name,
    organizationName: row.organization_name,
    city: row.city,
    zip: row.zip,
    countyFips: row.county_fips,
    lat: row.lat,
    lon: row.lon,
    phone: row.phone,
    tags: row.tags,
    verifiedAt: row.verified_at,
    ghostScore: row.ghost_score,
    demonstration: row.demonstration,
    miles: row.miles,
  };
}

const beyondCursor =
  ({ after }: EntrySearch) =>
  ({ line, entryId }: Ranked) =>
    !after || line > after.line || (line === after.line && entryId > after.entryId);

/**
 * One page of entries nearest first, the counts of every facet, and what blocks. Counted are the nearest rows; where
 * there are more of them, `capped` says that every number means "at least". The rows of the page are always exact.
 */
export async function searchEntries(db: Db, search: EntrySearch): Promise<EntryResults> {
  const near = (search.words.length > 0 ? await named(db, search) : null) ?? (await nearest(db, search));
  // Without a place the order is by entry, so none can be missing in between.
  const sure = search.from ? near.sureUpTo : Number.POSITIVE_INFINITY;
  const { shown, counts, missed } = tally(near, search.filters);
  const enough = (rows: readonly Ranked[]) => near.complete || rows.length > search.limit;
  let page = shown.filter(beyondCursor(search)).filter(({ line }) => line < sure);
  let total = shown.length;
  const counted: Map<FacetCode, number> = new Map(counts);
  if (!enough(page)) {
    // Few among the nearest are few everywhere; a page far down the list may have many.
    const lead = shown.length <= search.limit ? rareFilters(near, search.filters) : null;
    const found = await fewMatching(db, search, { lead, miles: likelyMiles(near, shown.length, search) });
    page = [...found.shown];
    // Without a cursor these are the nearest that match, so what is counted among them is true.
    if (!search.after) total = found.shown.length;
    for (const [code, n] of found.counts) counted.set(code, Math.max(n, counted.get(code) ?? 0));
  }
  const shownPage = page.slice(0, search.limit);
  const last = shownPage.at(-1);
  return {
    hits: await listHits(db, search, shownPage),
    total,
    capped: !near.complete,
    next: page.length > search.limit && last ? { line: last.line, entryId: last.entryId } : null,
    counts: counted,
    blocking: total === 0 ? await findBlocking(db, search, near, missed) : null,
  };
}

/**
 * How far one has to look for a page: as densely as among the nearest rows, and twice as many to be sure. Null: as far as
 * was asked for, because none is near and nothing is known, or because words are looked for wherever they are.
 */
function likelyMiles({ sureUpTo }: Candidates, shown: number, search: EntrySearch): number | null {
  const { from, withinMiles, words, after, limit } = search;
  if (!from || words.length > 0 || shown === 0) return null;
  const area = (2 * (limit + 1)) / shown;
  const miles = Math.max(milesOfChord(sureUpTo) * Math.sqrt(area), after ? milesOfChord(after.line) * 1.3 : 0);
  return miles < withinMiles * 0.7 ? miles : null;
}

/** A page of what matches, found nearby when that is enough. */
async function fewMatching(
  db: Db,
  search: EntrySearch,
  { lead, miles }: { lead: readonly FacetCode[] | null; miles: number | null },
) {
  if (miles !== null) {
    const close = tally(await matching(db, { ...search, withinMiles: miles }, lead), search.filters);
    if (close.shown.length > search.limit) return close;
  }
  return tally(await matching(db, search, lead), search.filters);
}

/**
 * The one group without which most rows would be left, among the rows that are counted. Where none of those would be
 * left either, all of them are asked.
 */
async function findBlocking(
  db: Db,
  search: EntrySearch,
  near: Candidates,
  missed: ReadonlyMap<number, number>,
): Promise<EntryResults['blocking']> {
  const hidden = new Map(missed);
  if (!near.complete && missed.size === 0) {
    for (const { id, codes } of filterGroups(search.filters)) {
      const rest = search.filters.filter((code) => !codes.includes(code));
      hidden.set(
        id,
        (await matching(db, { ...search, filters: rest, after: null }, rest.length > 0 ? rareFilters(near, rest) : null)).size,
      );
    }
  }
  const [worst] = [...hidden].filter(([, n]) => n > 0).sort(([a, n], [b, m]) => m - n || a - b);
  const group = FACET_GROUPS.find(({ id }) => id === worst?.[0]);
  return worst && group ? { group: group.key, hidden: worst[1] } : null;
}

async function listHits(db: Db, { from }: EntrySearch, page: readonly Ranked[]): Promise<readonly EntryHit[]> {
  if (page.length === 0) return [];
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${COLUMNS}, NULL::float8 AS line, NULL::float8 AS miles FROM directory_entry e
    WHERE e.id = ANY(${page.map(({ entryId }) => entryId)}::int[])`;
  const byId = new Map(rows.map((row) => [row.entry_id, row]));
  return page.flatMap(({ entryId, line }) => {
    const row = byId.get(entryId);
    return row ? [toHit({ ...row, line, miles: from ? milesOfChord(line) : null })] : [];
  });
}

/** Entries of these roles, in no order; for saved and compared providers. */
export async function listEntries(db: Db, roleIds: readonly string[]): Promise<readonly EntryHit[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${COLUMNS}, NULL::float8 AS line, NULL::float8 AS miles FROM directory_entry e
    WHERE e.hidden_at IS NULL AND e.role_id = ANY(${roleIds}::uuid[])`;
  return rows.map(toHit);
}

/**
 * Dictionary rows a typed word may mean: the word itself and longer ones that start with it; when there is none,
 * similar ones (typos). `word` is folded already.
 */
export async function findWordIds(db: Db, word: string): Promise<readonly number[]> {
  const starts = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM search_term WHERE kind = 'word' AND term >= ${word} AND term < ${afterPrefix(word)} ORDER BY term LIMIT 200`;
  if (starts.length > 0) return starts.map(({ id }) => id);
  const similar = await db.$queryRaw<{ id: number; alike: number }[]>`
    SELECT id, similarity(term, ${word}) AS alike FROM search_term WHERE kind = 'word' AND term % ${word}
    ORDER BY alike DESC, term LIMIT 8`;
  const [best] = similar;
  // Beside a word that is nearly the same, one that shares only some letters is not what was meant.
  if (best) return similar.filter(({ alike }) => alike >= best.alike * ALIKE_ENOUGH).map(({ id }) => id);
  // Two swapped letters leave too few equal threes.
  const swapped = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM search_term WHERE kind = 'word' AND term = ANY(${swaps(word)}::text[]) ORDER BY term`;
  if (swapped.length > 0 || word.length < TWO_ERRORS_FROM) return swapped.map(({ id }) => id);
  // So do two errors in a long word: those of the same first letter are compared letter by letter.
  const [first = ''] = word;
  const alike = await db.$queryRaw<{ id: number; term: string }[]>`
    SELECT id, term FROM search_term WHERE kind = 'word' AND term >= ${first} AND term < ${afterPrefix(first)}
    AND length(term) BETWEEN ${word.length - 2}::int AND ${word.length + 2}::int LIMIT 5000`;
  return alike.filter(({ term }) => isSameWord(word, term)).map(({ id }) => id);
}

/** The word with each pair of neighbours swapped. */
const swaps = (word: string): string[] =>
  Array.from({ length: word.length - 1 }, (_, at) => `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`);
