import borders from './parameters/county-borders.json';
import points from './parameters/zip-points.json';

export interface Place {
  readonly lat: number;
  readonly lon: number;
}

export interface ZipPlace extends Place {
  readonly zip: string;
  readonly city: string;
  /** FIPS of the county that holds the point, then of others close to it. A ZIP area may lie in any of them. */
  readonly counties: readonly string[];
}

/** Earth's mean radius in miles; the same number as in the database's `sphere_point`. */
const EARTH_MILES = 3958.7613;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Miles over ground (great circle). */
export function milesBetween(a: Place, b: Place): number {
  const half =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return 2 * EARTH_MILES * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Length in miles of the straight line through the Earth that belongs to `miles` over ground: what the index compares. */
export function chordOf(miles: number): number {
  return 2 * EARTH_MILES * Math.sin(Math.min(miles / EARTH_MILES, Math.PI) / 2);
}

/** Miles over ground of a straight line through the Earth. */
export const milesOfChord = (chord: number): number => 2 * EARTH_MILES * Math.asin(Math.min(1, chord / (2 * EARTH_MILES)));

type ZipRow = readonly [city: string, lat: number, lon: number, counties: string];
const zipRows = points.zips as unknown as Readonly<Record<string, ZipRow>>;

function toZipPlace(zip: string, [city, lat, lon, counties]: ZipRow): ZipPlace {
  return { zip, city, lat, lon, counties: counties.split(' ') };
}

/** A place on the sphere, in miles from the Earth's middle: equal to the database's `sphere_point`. */
export function spherePoint({ lat, lon }: Place): readonly [x: number, y: number, z: number] {
  const across = EARTH_MILES * Math.cos(radians(lat));
  return [across * Math.cos(radians(lon)), across * Math.sin(radians(lon)), EARTH_MILES * Math.sin(radians(lat))];
}

/** A North Carolina ZIP, or null. */
export function findZip(zip: string): ZipPlace | null {
  const row = Object.hasOwn(zipRows, zip) ? zipRows[zip] : undefined;
  return row ? toZipPlace(zip, row) : null;
}

export function listZips(): readonly ZipPlace[] {
  return Object.entries(zipRows).map(([zip, row]) => toZipPlace(zip, row));
}

type Ring = readonly (readonly [number, number])[];
const countyRings = borders.counties as unknown as Readonly<Record<string, readonly Ring[]>>;

/** Borders with the box around them: nearly every county is ruled out by its box alone. */
const COUNTY_SHAPES = Object.entries(countyRings).map(([fips, rings]) => {
  const corners = rings.flat();
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
  return {
    fips,
    rings,
    west: Math.min(...lons),
    east: Math.max(...lons),
    south: Math.min(...lats),
    north: Math.max(...lats),
  };
});

function inRing({ lat, lon }: Place, ring: Ring): boolean {
  let inside = false;
  let before = ring.at(-1);
  for (const corner of ring) {
    if (before && corner[1] > lat !== before[1] > lat) {
      const crossing = ((before[0] - corner[0]) * (lat - corner[1])) / (before[1] - corner[1]) + corner[0];
      if (lon < crossing) inside = !inside;
    }
    before = corner;
  }
  return inside;
}

/** FIPS of the county that holds a place, or null outside North Carolina. Borders are simplified: good to about a mile. */
export function findCountyAt(place: Place): string | null {
  const { lat, lon } = place;
  for (const { fips, rings, west, east, south, north } of COUNTY_SHAPES) {
    if (lon < west || lon > east || lat < south || lat > north) continue;
    if (rings.some((ring) => inRing(place, ring))) return fips;
  }
  return null;
}

/** The middle of a county: the mean of its ZIP points, which lie where people live. */
export function countyMiddle(fips: string): Place | null {
  const inside = listZips().filter(({ counties }) => counties[0] === fips);
  if (inside.length === 0) return null;
  const mean = (pick: (zip: ZipPlace) => number) => inside.reduce((sum, zip) => sum + pick(zip), 0) / inside.length;
  return { lat: mean(({ lat }) => lat), lon: mean(({ lon }) => lon) };
}
