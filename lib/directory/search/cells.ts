import type { Place } from '../places';

/**
 * Squares of latitude and longitude, by the finest grid first: how many to a degree, where its numbers begin and how far
 * one row of squares is from the next. The same numbers as in the database's `place_cells`.
 */
const GRIDS = [
  { perDegree: 50, first: 400_000_000, row: 20_000 },
  { perDegree: 10, first: 200_000_000, row: 4_000 },
  { perDegree: 2, first: 100_000_000, row: 1_000 },
] as const;
/** The index compares each row with each of them. */
const MOST = 100;
/** A little less than a degree of latitude has, so that no square is missed by rounding. */
const MILES_PER_DEGREE = 68.9;

/** Numbers of the squares that cover the circle: of the finest grid in which they are few enough. */
export function cellsAround({ lat, lon }: Place, miles: number): readonly number[] {
  const tall = miles / MILES_PER_DEGREE;
  // Degrees of longitude are shortest at the circle's end nearer to the pole.
  const wide = tall / Math.cos((Math.min(Math.abs(lat) + tall, 89) * Math.PI) / 180);
  const cells = GRIDS.map(({ perDegree, first, row }) => {
    const at = (degrees: number) => Math.floor(degrees * perDegree);
    const [south, north, west, east] = [at(lat - tall + 90), at(lat + tall + 90), at(lon - wide + 180), at(lon + wide + 180)];
    if ((north - south + 1) * (east - west + 1) > MOST && perDegree > 2) return null;
    const columns = Array.from({ length: east - west + 1 }, (_, column) => west + column);
    return Array.from({ length: north - south + 1 }, (_, up) => first + (south + up) * row).flatMap((start) =>
      columns.map((column) => start + column),
    );
  });
  return cells.find((found) => found !== null) ?? [];
}
