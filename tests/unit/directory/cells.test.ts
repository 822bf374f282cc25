import { describe, expect, it } from 'vitest';
import { listZips, milesBetween, type Place } from '@/lib/directory/places';
import { cellsAround } from '@/lib/directory/search/cells';
import { seededRandom } from '@/lib/ids';

const ROUNDS = 20_000;
/** The squares of a place, written down a second time as the database's `place_cells` has them. */
const cellsOf = ({ lat, lon }: Place) => [
  100_000_000 + Math.floor((lat + 90) * 2) * 1000 + Math.floor((lon + 180) * 2),
  200_000_000 + Math.floor((lat + 90) * 10) * 4000 + Math.floor((lon + 180) * 10),
  400_000_000 + Math.floor((lat + 90) * 50) * 20_000 + Math.floor((lon + 180) * 50),
];

describe('the squares around a place', () => {
  it('cover every place within the distance, for each distance people choose and those in between', () => {
    const random = seededRandom(23);
    const zips = listZips();
    let within = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const from = zips[Math.floor(random() * zips.length)] as Place;
      const miles = 100 * random() ** 3;
      // A little less and a little more than the distance, in every direction.
      const reach = (miles * (0.9 + random() * 0.15)) / 69;
      const angle = random() * 2 * Math.PI;
      const place = {
        lat: from.lat + reach * Math.sin(angle),
        lon: from.lon + (reach * Math.cos(angle)) / Math.cos((from.lat * Math.PI) / 180),
      };
      if (milesBetween(from, place) > miles) continue;
      within += 1;
      const around = new Set(cellsAround(from, miles));
      expect(cellsOf(place).some((cell) => around.has(cell))).toBe(true);
    }
    expect(within).toBeGreaterThan(ROUNDS / 4);
  });

  it('are few, whatever the distance', () => {
    for (const miles of [0.1, 1, 5, 10, 25, 50, 100]) {
      const count = cellsAround({ lat: 35.2, lon: -80.8 }, miles).length;
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(100);
    }
  });
});
