import 'server-only';
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import type { FacetCode } from '../facets';
import { chordOf, type Place, spherePoint } from '../places';
import { cellsAround } from './cells';
import { type EntrySearch, filterGroups } from './model';
import { type Candidates, readCandidates } from './tally';

/** How many rows are counted. More than this many around a place: counts say "at least". */
const COUNTED = 2000;

/**
 * The place as a value, not as a call: a prepared plan would make the call again for each row. `spherePoint` is the
 * database's `sphere_point`.
 */
const centreOf = (place: Place) => Prisma.sql`${`(${spherePoint(place).join(',')})`}::cube`;

function lineOf({ from }: EntrySearch) {
  return from ? Prisma.sql`e.point <-> ${centreOf(from)}` : Prisma.sql`0::float8`;
}

function around({ from, withinMiles }: EntrySearch): Prisma.Sql {
  if (!from) return Prisma.sql`TRUE`;
  const chord = chordOf(withinMiles);
  return Prisma.sql`e.point <@ cube_enlarge(${centreOf(from)}, ${chord}::float8, 3) AND e.point <-> ${centreOf(from)} <= ${chord}::float8`;
}

/**
 * Rows of `r` that have one of the meanings of each word. All their words are read in one walk of an index: row by row costs
 * four times as much, and from the words' side a common one has a hundred thousand entries.
 */
const hasWords = (words: EntrySearch['words']): Prisma.Sql =>
  Prisma.join(
    words.map(
      (ids) => Prisma.sql`id IN (SELECT t.entry_id FROM unnest(${[...ids]}::int[]) w(id)
        JOIN (SELECT entry_id, term_id FROM entry_term WHERE entry_id = ANY(ARRAY(SELECT id FROM r)) OFFSET 0) t ON t.term_id = w.id)`,
    ),
    ' AND ',
  );

/**
 * Rows as one text: two thousand row objects would cost more than finding them. `rows` gives id, line and facets, at most
 * `COUNTED` of them, nearest first; those that `kept` leaves out were looked at all the same.
 */
async function packed(db: Db, rows: Prisma.Sql, kept: Prisma.Sql = Prisma.sql`TRUE`): Promise<Candidates> {
  const [found] = await db.$queryRaw<{ bytes: string | null; looked: number; edge: number | null }[]>`
    WITH r AS MATERIALIZED (${rows})
    SELECT encode(string_agg(int4send(id) || float8send(line) || facets, ''::bytea) FILTER (WHERE ${kept}), 'base64') AS bytes,
      count(*)::int AS looked, max(line) AS edge FROM r`;
  const complete = (found?.looked ?? 0) < COUNTED;
  return readCandidates(Buffer.from(found?.bytes ?? '', 'base64'), complete ? null : (found?.edge ?? 0));
}

/** The nearest rows whatever the filters, in the order of the index; of these the ones that have the words. */
export function nearest(db: Db, search: EntrySearch): Promise<Candidates> {
  const order = search.from ? Prisma.sql`e.point <-> ${centreOf(search.from)}` : Prisma.sql`e.id`;
  return packed(
    db,
    Prisma.sql`SELECT e.id, ${lineOf(search)} AS line, e.facets FROM directory_entry e
      WHERE e.hidden_at IS NULL AND ${around(search)} ORDER BY ${order} LIMIT ${COUNTED}::int`,
    search.words.length > 0 ? hasWords(search.words) : undefined,
  );
}

/**
 * All rows around the place that have the words, when one of the words is so rare that those are counted at once. Null:
 * every word is common, and there will be enough of them near the place.
 */
export async function named(db: Db, search: EntrySearch): Promise<Candidates | null> {
  const ids = await rarest(db, search.words);
  if (!ids) return null;
  return packed(
    db,
    Prisma.sql`SELECT e.id, ${lineOf(search)} AS line, e.facets FROM (SELECT e.id, e.point, e.facets FROM unnest(${ids}::int[]) few(id)
      JOIN directory_entry e ON e.id = few.id WHERE e.hidden_at IS NULL OFFSET 0) e WHERE ${around(search)}`,
    search.words.length > 1 ? hasWords(search.words) : undefined,
  );
}

/** Entries with the rarest of the words; null when each word has as many as are counted. */
async function rarest(db: Db, words: EntrySearch['words']): Promise<readonly number[] | null> {
  const lists = await Promise.all(
    words.map(
      (ids) => db.$queryRaw<{ entries: number[] | null; looked: number }[]>`
        SELECT array_agg(DISTINCT entry_id) AS entries, count(*)::int AS looked
        FROM (SELECT entry_id FROM entry_term WHERE term_id = ANY(${[...ids]}::int[]) LIMIT ${COUNTED}::int) l`,
    ),
  );
  const whole = lists.flatMap(([found]) => (found && found.looked < COUNTED ? [found.entries ?? []] : []));
  return whole.sort((a, b) => a.length - b.length)[0] ?? null;
}

/** Farther, most of the state lies in the squares: comparing each row with them costs more than it spares. */
const CUT_MILES = 60;

/**
 * Rows of the squares that cover the circle: for an index that also knows what an entry offers. With words these are found
 * first, and all rows of the squares would be far more.
 */
const inCells = ({ from, withinMiles, words }: EntrySearch): Prisma.Sql =>
  from && words.length === 0 && withinMiles <= CUT_MILES
    ? Prisma.sql`place_cells(e.lat, e.lon) && ${[...cellsAround(from, withinMiles)]}::int[]`
    : Prisma.sql`TRUE`;

/** As intarray asks for codes: each group apart, so that the index starts from the rarest and skips through the others. */
const meetsAll = (filters: readonly FacetCode[]): Prisma.Sql =>
  Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...filterGroups(filters).map(({ combine, codes }) =>
        combine === 'all' ? Prisma.sql`e.tags @> ${[...codes]}::int[]` : Prisma.sql`e.tags && ${[...codes]}::int[]`,
      ),
    ],
    ' AND ',
  );

/**
 * Rows that meet every filter, nearest first. With `lead`, those of the filters that few rows meet: found by these in the
 * squares around the place, and only then kept when near and meeting the rest. (The index would walk most of its rows for a
 * filter that most meet.) Null: found by all of them.
 */
export function matching(db: Db, search: EntrySearch, lead: readonly FacetCode[] | null): Promise<Candidates> {
  const { filters, after, words } = search;
  const worded = words.map(
    (ids) => Prisma.sql`e.id IN (SELECT entry_id FROM entry_term WHERE term_id = ANY(${[...ids]}::int[]))`,
  );
  const listed = (codes: readonly FacetCode[]) =>
    Prisma.join([Prisma.sql`e.hidden_at IS NULL`, inCells(search), meetsAll(codes), ...worded], ' AND ');
  const rest = filters.filter((code) => !lead?.includes(code));
  const from = lead
    ? Prisma.sql`(SELECT e.id, e.point, e.facets, e.tags FROM directory_entry e WHERE ${listed(lead)} OFFSET 0) e
        WHERE ${around(search)} AND ${meetsAll(rest)}`
    : Prisma.sql`directory_entry e WHERE ${listed(filters)} AND ${around(search)}`;
  const beyond = after ? Prisma.sql`WHERE (line, id) > (${after.line}::float8, ${after.entryId}::int)` : Prisma.empty;
  // Materialised: ordered by the index on nearness the planner would walk past a million rows that do not match.
  return packed(
    db,
    Prisma.sql`
      SELECT * FROM (
        WITH found AS MATERIALIZED (SELECT e.id, ${lineOf(search)} AS line, e.facets FROM ${from})
        SELECT id, line, facets FROM found ${beyond} ORDER BY line, id LIMIT ${COUNTED}::int) f`,
  );
}
