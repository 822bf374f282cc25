import { badValue } from '../outcome';
import { type Sql, sql } from './sql';
import { splitUnescaped } from './values';

export interface Near {
  readonly lat: number;
  readonly lon: number;
  /** Over ground. */
  readonly miles: number;
}

/** Earth's mean radius in miles; the same number as in the database's `sphere_point`. */
const EARTH_MILES = 3958.7613;
const MILES_PER_KM = 0.621371192237334;
const DEFAULT_MILES = 25;
/** UCUM codes of length, and what people write. */
const UNITS: Readonly<Record<string, number>> = { km: MILES_PER_KM, m: MILES_PER_KM / 1000, '[mi_i]': 1, '[mi_us]': 1, mi: 1 };

/** `latitude|longitude[|distance[|unit]]`; kilometres unless stated, 25 miles when no distance is given. */
export function parseNear(parameter: string, value: string): Near {
  const parts = splitUnescaped(value, '|');
  const [lat, lon, distance] = parts
    .slice(0, 3)
    .map((part) => (/^-?\d{1,5}(\.\d{1,15})?$/.test(part) ? Number(part) : Number.NaN));
  const unit = parts[3] || 'km';
  const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  if (parts.length < 2 || parts.length > 4 || lat === undefined || lon === undefined) {
    throw badValue(parameter, 'near is `latitude|longitude|distance|unit`.');
  }
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180))
    throw badValue(parameter, 'near needs a latitude and a longitude in degrees.');
  if (factor === undefined) throw badValue(parameter, 'The unit of near is km, m or [mi_i].');
  if (parts[2] === undefined || parts[2] === '') return { lat, lon, miles: DEFAULT_MILES };
  if (distance === undefined || !(distance >= 0)) throw badValue(parameter, 'The distance of near is a number.');
  return { lat, lon, miles: distance * factor };
}

/** Length of the straight line through the Earth that belongs to a distance over ground. */
export function chordOf(miles: number): number {
  return 2 * EARTH_MILES * Math.sin(Math.min(miles / EARTH_MILES, Math.PI) / 2);
}

export function groundMiles(chord: number): number {
  return 2 * EARTH_MILES * Math.asin(Math.min(1, chord / (2 * EARTH_MILES)));
}

export function pointOf({ lat, lon }: Near): Sql {
  return sql`sphere_point(${lat}::float8, ${lon}::float8)`;
}

/** `point` (a cube column) lies within the distance: the box finds by index, the line decides exactly. */
export function within(point: Sql, near: Near): Sql {
  const chord = chordOf(near.miles);
  return sql`(${point} <@ cube_enlarge(${pointOf(near)}, ${chord}::float8, 3) AND cube_distance(${point}, ${pointOf(near)}) <= ${chord}::float8)`;
}
