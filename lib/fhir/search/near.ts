import { chordOf } from '@/lib/directory/places';
import { badValue } from '../outcome';
import type { ReferenceParam } from '../registry/model';
import { col, type Sql, sql } from './sql';
import { splitAlternatives, splitUnescaped } from './values';

export interface Near {
  readonly lat: number;
  readonly lon: number;
  /** Over ground. */
  readonly miles: number;
}

/** How a result is ordered when the query asks for nearness. */
export interface Distance {
  readonly near: Near;
  /** Length of the straight line to the place, or to the nearest of several. */
  readonly chord: Sql;
  /** What an index can deliver in order; null when the distance is that of places the rows refer to. */
  readonly indexed: Sql | null;
  /** False when rows must be near several points at once: then the nearest places do not lead to them. */
  readonly alone: boolean;
}

const MILES_PER_KM = 0.621371192237334;
const DEFAULT_MILES = 25;
/** UCUM codes of length, and what people write. */
const UNITS: Readonly<Record<string, number>> = { km: MILES_PER_KM, m: MILES_PER_KM / 1000, '[mi_i]': 1, '[mi_us]': 1, mi: 1 };

export function oneNear(parameter: string, raw: string): Near {
  const [first, ...others] = splitAlternatives(parameter, raw);
  if (first === undefined || others.length > 0) throw badValue(parameter, 'near takes one place.');
  return parseNear(parameter, first);
}

/** `latitude|longitude[|distance[|unit]]`; kilometres unless stated, 25 miles when no distance is given. */
function parseNear(parameter: string, value: string): Near {
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

export function pointOf({ lat, lon }: Near): Sql {
  return sql`sphere_point(${lat}::float8, ${lon}::float8)`;
}

/** `point` (a cube column) lies within the distance: the box finds by index, the line decides exactly. */
export function within(point: Sql, near: Near): Sql {
  const chord = chordOf(near.miles);
  return sql`(${point} <@ cube_enlarge(${pointOf(near)}, ${chord}::float8, 3) AND cube_distance(${point}, ${pointOf(near)}) <= ${chord}::float8)`;
}

/** Distance of the row's own place. */
export function distanceTo(point: Sql, near: Near): Distance {
  return {
    near,
    chord: sql`cube_distance(${point}, ${pointOf(near)})`,
    indexed: sql`${point} <-> ${pointOf(near)}`,
    alone: true,
  };
}

/** Distance to the nearest of the places a row refers to. */
export function nearestOf(param: ReferenceParam, alias: string, near: Near, alone: boolean): Distance {
  const column = col(alias, param.column);
  const match = param.many ? sql`place.id = ANY(${column})` : sql`place.id = ${column}`;
  return {
    near,
    chord: sql`(SELECT min(cube_distance(place.point, ${pointOf(near)})) FROM location place WHERE ${match} AND place.status = 'active')`,
    indexed: null,
    alone,
  };
}

/** Places within the distance and no nearer than `from`, nearest first, with their straight lines. */
export function placesStatement(near: Near, from: number, limit: number): Sql {
  const point = pointOf(near);
  return sql`SELECT place.id, cube_distance(place.point, ${point}) AS chord FROM location place WHERE place.status = 'active' AND ${within(sql`place.point`, near)} AND cube_distance(place.point, ${point}) >= ${from}::float8 ORDER BY place.point <-> ${point} LIMIT ${limit}::int`;
}
