/**
 * Writes the two geographic files of this folder: county borders (Census 2017 through us-atlas, simplified) and ZIP
 * points (GeoNames through zipcodes). Run after updating either package: node lib/directory/parameters/generate.mjs
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const here = import.meta.dirname;
const atlas = require('us-atlas/counties-10m.json');
const { codes } = require('zipcodes');

const STATES = { NC: '37' };
/** Borders nearer than this to a ZIP's point make the next county possible: most ZIP areas reach that far. */
const NEAR_MILES = 4;

const counties = feature(atlas, atlas.objects.counties).features.filter(({ id }) => id.startsWith(STATES.NC));
const rings = Object.fromEntries(
  counties.map(({ id, geometry }) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    return [id, polygons.map(([outer]) => outer.map(([lon, lat]) => [Number(lon.toFixed(4)), Number(lat.toFixed(4))]))];
  }),
);

const inRing = (lon, lat, ring) => {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
};
const milesToRing = (lon, lat, ring) => {
  const kx = 69.17 * Math.cos((lat * Math.PI) / 180);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = [(ring[i - 1][0] - lon) * kx, (ring[i - 1][1] - lat) * 69.17];
    const [bx, by] = [(ring[i][0] - lon) * kx, (ring[i][1] - lat) * 69.17];
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * (bx - ax) + ay * (by - ay)) / length));
    best = Math.min(best, Math.hypot(ax + t * (bx - ax), ay + t * (by - ay)));
  }
  return best;
};

const zips = Object.values(codes)
  .filter(({ state }) => state in STATES)
  .sort((a, b) => a.zip.localeCompare(b.zip))
  .map(({ zip, city, latitude: lat, longitude: lon }) => {
    const near = Object.entries(rings)
      .map(([fips, polygons]) => ({
        fips,
        miles: polygons.some((ring) => inRing(lon, lat, ring))
          ? -1
          : Math.min(...polygons.map((ring) => milesToRing(lon, lat, ring))),
      }))
      .filter(({ miles }) => miles < NEAR_MILES)
      .sort((a, b) => a.miles - b.miles);
    return [zip, city, lat, lon, near.map(({ fips }) => fips).join(' ')];
  });

const write = (name, head, key, rows) =>
  fs.writeFileSync(path.join(here, name), `${JSON.stringify(head).slice(0, -1)},"${key}":{\n${rows.join(',\n')}\n}}\n`);

write(
  'county-borders.json',
  {
    source: 'us-atlas 3.0.1 (ISC), from US Census Bureau cartographic boundaries 2017, 1:10,000,000',
    unit: '[longitude, latitude] in degrees',
  },
  'counties',
  Object.entries(rings).map(([fips, polygons]) => `"${fips}":${JSON.stringify(polygons)}`),
);
write(
  'zip-points.json',
  {
    source: 'zipcodes 8.0.0 (BSD), points from GeoNames postal codes (CC BY 4.0, geonames.org)',
    note: `counties: the one that holds the point, then those with a border within ${NEAR_MILES} miles; a ZIP never decides a county`,
  },
  'zips',
  zips.map(([zip, ...rest]) => `"${zip}":${JSON.stringify(rest)}`),
);
