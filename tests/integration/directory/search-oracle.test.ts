import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { FACET_GROUPS, findFacetGroup } from '@/lib/directory/facets';
import { listZips } from '@/lib/directory/places';
import { cellsAround } from '@/lib/directory/search/cells';
import type { EntrySearch } from '@/lib/directory/search/model';
import { findWordIds, searchEntries } from '@/lib/directory/search/store';
import { seededRandom } from '@/lib/ids';
import { bruteForce, type Row } from '../../support/brute-force';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('seeded');
const QUERIES = 1000;
const CODES = FACET_GROUPS.flatMap(({ options }) => options.map(({ code }) => code));

const allRows = () => database.asOwner<Row>('SELECT id, lat, lon, tags FROM directory_entry WHERE hidden_at IS NULL');

describe('search against a plain pass over all rows', () => {
  it(`gives the same nearest rows, total and count of every facet on ${QUERIES} random queries`, async () => {
    const rows = await allRows();
    const zips = listZips();
    const random = seededRandom(7);
    const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
    for (let n = 0; n < QUERIES; n++) {
      const zip = pick(zips);
      const from = { lat: zip.lat + (random() - 0.5) * 0.1, lon: zip.lon + (random() - 0.5) * 0.1 };
      const withinMiles = pick([5, 10, 25, 50, 100]);
      const filters = [...new Set(Array.from({ length: Math.floor(random() * 5) }, () => pick(CODES)))];
      const found = await searchEntries(db(), { from, withinMiles, filters, words: [], after: null, limit: 20 });
      const wanted = bruteForce(rows, from, withinMiles, filters);
      expect(found.total).toBe(wanted.shown.length);
      // Roles at one site are equally far: compare distances in order, and rows as sets within a distance.
      const miles = wanted.shown.slice(0, 20).map((each) => each.miles);
      found.hits.forEach((hit, index) => {
        expect(Math.abs((hit.miles ?? -1) - (miles[index] ?? -2))).toBeLessThan(1e-6);
      });
      const edge = (miles.at(-1) ?? 0) - 1e-6;
      const sure = wanted.shown.slice(0, 20).filter((each) => each.miles < edge);
      expect(new Set(found.hits.map(({ entryId }) => entryId))).toEqual(
        new Set([
          ...sure.map(({ row }) => row.id),
          ...found.hits.filter((hit) => (hit.miles ?? 0) >= edge).map(({ entryId }) => entryId),
        ]),
      );
      expect(Object.fromEntries(found.counts)).toEqual(Object.fromEntries(wanted.counts));
      if (found.total === 0 && found.blocking) {
        const group = FACET_GROUPS.find(({ key }) => key === found.blocking?.group);
        const without = filters.filter((code) => findFacetGroup(code)?.id !== group?.id);
        expect(bruteForce(rows, from, withinMiles, without).shown.length).toBe(found.blocking.hidden);
      }
    }
  }, 300_000);

  it('walks every row once, page by page, without gaps or repeats', async () => {
    const rows = await allRows();
    const from = { lat: 35.26, lon: -81.18 };
    const wanted = bruteForce(rows, from, 25, []).shown.length;
    const seen: number[] = [];
    let after: EntrySearch['after'] = null;
    do {
      const page = await searchEntries(db(), { from, withinMiles: 25, filters: [], words: [], after, limit: 7 });
      seen.push(...page.hits.map(({ entryId }) => entryId));
      after = page.next;
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(wanted);
  });
});

describe('facets as bits', () => {
  it('lie in the database where the catalogue says', async () => {
    const bits = new Map<number, number>();
    for (const group of FACET_GROUPS) for (const { code } of group.options) bits.set(code, group.byte * 8 + (code % 1000) - 1);
    expect(new Set(bits.values()).size).toBe(CODES.length);
    const rows = await database.asOwner<{ code: number; bit: number }>(
      `SELECT code, (SELECT min(n) FROM generate_series(0, 159) n WHERE get_bit(facet_mask(ARRAY[code]), n) = 1) AS bit
       FROM unnest($1::int[]) code`,
      [CODES],
    );
    expect(Object.fromEntries(rows.map(({ code, bit }) => [code, bit]))).toEqual(Object.fromEntries(bits));
    const [none] = await database.asOwner<{ mask: string }>(
      `SELECT encode(facet_mask('{0,999,6009,14009,15001,999999}'), 'hex') AS mask`,
    );
    expect(none?.mask).toMatch(/^0{40}$/);
  });
});

describe('squares of the map', () => {
  it('have the same numbers in the database as around a place', async () => {
    const rows = await database.asOwner<{ lat: number; lon: number; cells: number[] }>(
      'SELECT lat, lon, place_cells(lat, lon) AS cells FROM directory_entry WHERE lat IS NOT NULL',
    );
    expect(rows.length).toBeGreaterThan(500);
    // Half a mile, five and fifty: one for each grid.
    const found = [0.5, 5, 50].map((miles) =>
      rows.filter((row) => cellsAround(row, miles).some((cell) => row.cells.includes(cell))),
    );
    expect(found.map((each) => each.length)).toEqual([rows.length, rows.length, rows.length]);
  });
});

describe('words of names', () => {
  it.each([
    ['laurel', 'Laurel Creek'],
    ['lauel', 'Laurel Creek'],
    ['pena', 'Peña'],
    ['ramirz', 'Ramirez'],
    ['catab', 'Catawba River'],
  ])('"%s" finds %s', async (word, name) => {
    const ids = await findWordIds(db(), word);
    const found = await searchEntries(db(), { from: null, withinMiles: 25, filters: [], words: [ids], after: null, limit: 200 });
    expect(found.hits.some((hit) => `${hit.displayName} ${hit.organizationName}`.includes(name))).toBe(true);
  });

  it('folds in the database as in the program', async () => {
    const { foldText } = await import('@/lib/directory/search/words');
    for (const text of ["Children's  Center, Inc.", 'Lucía Peña-Núñez', 'A.B.C. #12', '  ', 'Ñandú']) {
      const [row] = await database.asApp<{ folded: string }>('SELECT fold_text($1) AS folded', [text]);
      expect(row?.folded).toBe(foldText(text));
    }
  });
});

describe('plans of the hot queries', () => {
  const planOf = async (sql: string) => {
    const rows = await database.asOwner<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  it('walks the entries nearest-first inside the index, without the table', async () => {
    await database.asOwner('VACUUM ANALYZE directory_entry');
    const plan = await planOf(
      `SELECT e.id, e.facets, e.point <-> sphere_point(35.2, -81.2) FROM directory_entry e WHERE e.hidden_at IS NULL
       AND e.point <@ cube_enlarge(sphere_point(35.2, -81.2), 25, 3) ORDER BY e.point <-> sphere_point(35.2, -81.2) LIMIT 200`,
    );
    expect(plan).toContain('Index Only Scan using directory_entry_near_idx');
    expect(plan).not.toContain('Sort');
  });

  it('reads a prefix as a range of the unique index', async () => {
    await database.asOwner('ANALYZE search_term; SET enable_seqscan = off');
    const plan = await planOf(`SELECT id FROM search_term WHERE kind = 'word' AND term >= 'lau' AND term < 'lav'`);
    expect(plan).toContain('search_term_kind_term_key');
  });
});
