import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { FACET_GROUPS, type FacetCode } from '@/lib/directory/facets';
import { listZips } from '@/lib/directory/places';
import type { EntrySearch } from '@/lib/directory/search/model';
import { searchEntries } from '@/lib/directory/search/store';
import { seededRandom } from '@/lib/ids';
import { bruteForce, type Row } from '../../support/brute-force';
import { makeCrowd } from '../../support/crowd';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('seeded');
const TIMES = 9;
const QUERIES = 150;
const CODES = FACET_GROUPS.flatMap(({ options }) => options.map(({ code }) => code));

describe('search where more stand near a place than are counted', () => {
  it(`shows exactly the nearest rows, and never counts one too many, on ${QUERIES} random queries`, async () => {
    await makeCrowd(database, TIMES);
    const rows = await database.asOwner<Row>('SELECT id, lat, lon, tags FROM directory_entry WHERE hidden_at IS NULL');
    const zips = listZips();
    const random = seededRandom(11);
    const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
    let crowded = 0;
    for (let n = 0; n < QUERIES; n++) {
      const { lat, lon } = pick(zips);
      const withinMiles = pick([25, 50, 100]);
      const filters = [...new Set(Array.from({ length: Math.floor(random() * 4) }, () => pick(CODES)))];
      const found = await searchEntries(db(), { from: { lat, lon }, withinMiles, filters, words: [], after: null, limit: 20 });
      const wanted = bruteForce(rows, { lat, lon }, withinMiles, filters);
      const miles = wanted.shown.slice(0, 20).map((each) => each.miles);
      expect(found.hits).toHaveLength(miles.length);
      found.hits.forEach((hit, index) => {
        expect(Math.abs((hit.miles ?? -1) - (miles[index] ?? -2))).toBeLessThan(1e-6);
      });
      if (found.capped) crowded += 1;
      else expect(found.total).toBe(wanted.shown.length);
      expect(found.total).toBeLessThanOrEqual(wanted.shown.length);
      for (const [code, count] of found.counts) expect(count).toBeLessThanOrEqual(wanted.counts.get(code) ?? 0);
    }
    expect(crowded).toBeGreaterThan(QUERIES / 5);
  }, 300_000);

  it('walks what few have to the end, page by page, without gaps or repeats', async () => {
    const rows = await database.asOwner<Row>('SELECT id, lat, lon, tags FROM directory_entry WHERE hidden_at IS NULL');
    const from = { lat: 35.26, lon: -81.18 };
    const size = (code: FacetCode) => bruteForce(rows, from, 100, [code]).shown.length;
    const codes = [...CODES].map((code) => ({ code, rows: size(code) })).filter((each) => each.rows > 200);
    const rare = codes.sort((a, b) => a.rows - b.rows).slice(0, 3);
    expect(rare).toHaveLength(3);
    for (const { code, rows: wanted } of rare) {
      const seen: number[] = [];
      let miles = 0;
      let after: EntrySearch['after'] = null;
      do {
        const page = await searchEntries(db(), { from, withinMiles: 100, filters: [code], words: [], after, limit: 20 });
        for (const hit of page.hits) expect((hit.miles ?? 0) - miles).toBeGreaterThan(-1e-6);
        miles = page.hits.at(-1)?.miles ?? miles;
        seen.push(...page.hits.map(({ entryId }) => entryId));
        after = page.next;
      } while (after);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(wanted);
    }
  }, 300_000);
});
