import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { FACET_GROUPS } from '@/lib/directory/facets';
import { listZips, type Place } from '@/lib/directory/places';
import type { EntryResults, EntrySearch } from '@/lib/directory/search/model';
import { searchEntries } from '@/lib/directory/search/store';
import { seededRandom } from '@/lib/ids';
import { bruteForce, type Row } from '../../support/brute-force';
import { makeCrowd } from '../../support/crowd';
import { useTestDatabase } from '../../support/database';

interface NamedRow extends Row {
  readonly words: readonly number[];
}

const database = useTestDatabase('seeded');
const TIMES = 15;
const QUERIES = 200;
const PAGES = 4;
const LIMIT = 15;
/** As many rows as a search counts: what more entries than this have is searched in another way. */
const COUNTED = 2000;
const CODES = FACET_GROUPS.flatMap(({ options }) => options.map(({ code }) => code));
const random = seededRandom(23);
const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
const ROWS = `SELECT e.id, e.lat, e.lon, e.tags, array_agg(t.term_id) AS words
  FROM directory_entry e JOIN entry_term t ON t.entry_id = e.id WHERE e.hidden_at IS NULL GROUP BY e.id`;

let rows: NamedRow[] = [];
let terms: { id: number; uses: number }[] = [];

beforeAll(async () => {
  await makeCrowd(database, TIMES);
  await database.asOwner(`UPDATE directory_entry SET hidden_at = '2026-11-20T12:00:00Z' WHERE id % 17 = 0`);
  rows = await database.asOwner<NamedRow>(ROWS);
  terms = await database.asOwner('SELECT term_id AS id, count(*)::int AS uses FROM entry_term GROUP BY 1 ORDER BY 2, 1');
}, 120_000);

/** One or two typed words, each with one to three meanings; every second time a word that very many have. */
function someWords(): number[][] {
  const common = terms.filter(({ uses }) => uses > COUNTED);
  return Array.from({ length: random() < 0.6 ? 1 : 2 }, (_, at) => {
    const pool = at === 0 && random() < 0.5 ? common : terms;
    return Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(pool).id);
  });
}

const withWords = (words: readonly (readonly number[])[]) =>
  rows.filter((row) => words.every((ids) => ids.some((id) => row.words.includes(id))));

async function firstPages(search: Omit<EntrySearch, 'after' | 'limit'>): Promise<EntryResults[]> {
  const pages: EntryResults[] = [];
  for (let after: EntrySearch['after'] = null; pages.length < PAGES; ) {
    const page = await searchEntries(db(), { ...search, after, limit: LIMIT });
    pages.push(page);
    after = page.next;
    if (!after) break;
  }
  return pages;
}

describe('search by words of names against a plain pass over all rows', () => {
  it(`gives exactly the nearest named rows page by page, and no count too high, on ${QUERIES} random queries`, async () => {
    const seen = { capped: 0, whole: 0, later: 0 };
    for (let n = 0; n < QUERIES; n++) {
      const from: Place = pick(listZips());
      const withinMiles = pick([10, 25, 50, 100]);
      const filters = [...new Set(Array.from({ length: Math.floor(random() * 3) }, () => pick(CODES)))];
      const words = someWords();
      const pages = await firstPages({ from, withinMiles, filters, words });
      const wanted = bruteForce(withWords(words), from, withinMiles, filters);
      const hits = pages.flatMap((page) => page.hits);
      const nearest = wanted.shown.slice(0, PAGES * LIMIT);
      expect(hits).toHaveLength(nearest.length);
      hits.forEach((hit, at) => {
        expect(Math.abs((hit.miles ?? -1) - (nearest[at]?.miles ?? -2))).toBeLessThan(1e-6);
      });
      expect(new Set(hits.map(({ entryId }) => entryId)).size).toBe(hits.length);
      const all = new Set(wanted.shown.map(({ row }) => row.id));
      expect(hits.every(({ entryId }) => all.has(entryId))).toBe(true);
      const [first] = pages;
      for (const [code, count] of first?.counts ?? []) expect(count).toBeLessThanOrEqual(wanted.counts.get(code) ?? 0);
      if (first?.capped) expect(first.total).toBeLessThanOrEqual(wanted.shown.length);
      else {
        expect(first?.total).toBe(wanted.shown.length);
        expect(Object.fromEntries(first?.counts ?? [])).toEqual(Object.fromEntries(wanted.counts));
      }
      if (first?.capped) seen.capped += 1;
      else seen.whole += 1;
      if (pages.length > 1) seen.later += 1;
    }
    // Otherwise one of the ways of searching was hardly tried.
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(QUERIES / 10);
  }, 300_000);

  it('walks all that have a common word without a place, once each', async () => {
    const common = terms.at(-1)?.id ?? 0;
    const seen: number[] = [];
    for (let after: EntrySearch['after'] = null; ; ) {
      const page = await searchEntries(db(), { from: null, withinMiles: 25, filters: [], words: [[common]], after, limit: 400 });
      seen.push(...page.hits.map(({ entryId }) => entryId));
      after = page.next;
      if (!after) break;
    }
    expect(seen).toEqual(
      withWords([[common]])
        .map(({ id }) => id)
        .sort((a, b) => a - b),
    );
  }, 60_000);

  it('finds nothing for a word that the dictionary does not have, and says so exactly', async () => {
    const from = pick(listZips());
    const found = await searchEntries(db(), { from, withinMiles: 100, filters: [], words: [[]], after: null, limit: LIMIT });
    expect(found).toMatchObject({ hits: [], total: 0, capped: false });
  });
});
