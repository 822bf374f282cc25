import 'server-only';
import type { Db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { FACET_GROUPS } from '../facets';
import { chordOf } from '../places';
import { type EntryHit, type EntryResults, type EntrySearch, filterGroups } from './model';
import { afterPrefix } from './store-terms';
import { isSameWord } from './words';

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

interface Counted {
  kind: 'tag' | 'miss' | 'total';
  code: number;
  n: number;
}

const EARTH_MILES = 3958.7613;
const ANY_GROUPS = FACET_GROUPS.filter(({ combine }) => combine === 'any').map(({ id }) => id);
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

/** Literal array: with a bound parameter the planner cannot see how selective the codes are. Integers only. */
const codeArray = (codes: readonly number[]) => Prisma.raw(`'{${codes.map((code) => Math.trunc(code)).join(',')}}'::int[]`);

function groupFailures(search: EntrySearch) {
  const groups = filterGroups(search.filters).map(({ id, combine, codes }) => ({
    id: Prisma.raw(String(Math.trunc(id))),
    fails: Prisma.sql`(NOT e.tags ${Prisma.raw(combine === 'all' ? '@>' : '&&')} ${codeArray(codes)})::int`,
  }));
  if (groups.length === 0) return { fails: Prisma.sql`0`, miss: Prisma.sql`0` };
  return {
    fails: Prisma.join(
      groups.map(({ fails }) => fails),
      ' + ',
    ),
    miss: Prisma.join(
      groups.map(({ id, fails }) => Prisma.sql`${id} * ${fails}`),
      ' + ',
    ),
  };
}

function candidates(search: EntrySearch) {
  const { from } = search;
  const conditions = [Prisma.sql`e.hidden_at IS NULL`];
  for (const ids of search.words) {
    conditions.push(Prisma.sql`e.id IN (SELECT entry_id FROM entry_term WHERE term_id IN (SELECT unnest(${codeArray(ids)})))`);
  }
  if (!from) return { line: Prisma.sql`NULL::float8`, where: Prisma.join(conditions, ' AND ') };
  const centre = Prisma.sql`sphere_point(${from.lat}::float8, ${from.lon}::float8)`;
  const chord = chordOf(search.withinMiles);
  conditions.push(
    Prisma.sql`e.point <@ cube_enlarge(${centre}, ${chord}::float8, 3) AND cube_distance(e.point, ${centre}) <= ${chord}::float8`,
  );
  return { line: Prisma.sql`cube_distance(e.point, ${centre})`, where: Prisma.join(conditions, ' AND ') };
}

/**
 * One page of entries nearest first, the counts of every facet, and what blocks, from one set of candidates.
 * A row that fails only one group of filters still counts for the options of that group ("choose this instead").
 */
export async function searchEntries(db: Db, search: EntrySearch): Promise<EntryResults> {
  const { fails, miss } = groupFailures(search);
  const { line, where } = candidates(search);
  const { after } = search;
  const from = Prisma.sql`SELECT e.id, e.tags, ${line} AS line, ${fails} AS fails, ${miss} AS miss FROM directory_entry e WHERE ${where}`;
  const page = await db.$queryRaw<Row[]>`
    WITH near AS MATERIALIZED (${from}),
    page AS (SELECT id, line FROM near WHERE fails = 0
      ${after ? Prisma.sql`AND (coalesce(line, 0), id) > (${after.line}::float8, ${after.entryId}::int)` : Prisma.empty}
      ORDER BY coalesce(line, 0), id LIMIT ${search.limit + 1}::int)
    SELECT ${COLUMNS}, page.line, 2 * ${EARTH_MILES}::float8 * asin(least(1, page.line / (2 * ${EARTH_MILES}::float8))) AS miles
    FROM page JOIN directory_entry e ON e.id = page.id ORDER BY coalesce(page.line, 0), e.id`;
  const counted = await db.$queryRaw<Counted[]>`
    WITH near AS MATERIALIZED (${from})
    SELECT 'tag' AS kind, t.tag AS code, count(*)::int AS n FROM near CROSS JOIN LATERAL unnest(near.tags) AS t(tag)
    WHERE near.fails = 0 OR (near.fails = 1 AND near.miss = t.tag / 1000 AND near.miss IN (SELECT unnest(${codeArray(ANY_GROUPS)})))
    GROUP BY t.tag
    UNION ALL SELECT 'miss', miss, count(*)::int FROM near WHERE fails = 1 GROUP BY miss
    UNION ALL SELECT 'total', 0, count(*)::int FROM near WHERE fails = 0`;
  return toResults(page, counted, search.limit);
}

function toResults(page: readonly Row[], counted: readonly Counted[], limit: number): EntryResults {
  const total = counted.find(({ kind }) => kind === 'total')?.n ?? 0;
  const worst = counted.filter(({ kind }) => kind === 'miss').sort((a, b) => b.n - a.n || a.code - b.code)[0];
  const group = FACET_GROUPS.find(({ id }) => id === worst?.code);
  const shown = page.slice(0, limit);
  const last = shown.at(-1);
  return {
    hits: shown.map(toHit),
    total,
    next: page.length > limit && last ? { line: last.line ?? 0, entryId: last.entry_id } : null,
    counts: new Map(counted.filter(({ kind }) => kind === 'tag').map(({ code, n }) => [code, n])),
    blocking: total === 0 && worst && group ? { group: group.key, hidden: worst.n } : null,
  };
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
  const similar = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM search_term WHERE kind = 'word' AND term % ${word} ORDER BY similarity(term, ${word}) DESC, term LIMIT 8`;
  if (similar.length > 0) return similar.map(({ id }) => id);
  // Two swapped letters leave too few equal threes: words of the same first letter are compared letter by letter.
  const [first = ''] = word;
  const alike = await db.$queryRaw<{ id: number; term: string }[]>`
    SELECT id, term FROM search_term WHERE kind = 'word' AND term >= ${first} AND term < ${afterPrefix(first)}
    AND length(term) BETWEEN ${word.length - 1}::int AND ${word.length + 1}::int LIMIT 5000`;
  return alike.filter(({ term }) => isSameWord(word, term)).map(({ id }) => id);
}
