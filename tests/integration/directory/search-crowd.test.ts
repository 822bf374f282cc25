import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { FACET_GROUPS } from '@/lib/directory/facets';
import { listZips } from '@/lib/directory/places';
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
});
