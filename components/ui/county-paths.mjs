/**
 * Writes county-paths.json: outlines of North Carolina's counties, FIPS → SVG path, in the units of
 * county-projection.ts. Run it (Node 24) after a change of boundaries: `node components/ui/county-paths.mjs`.
 * Source: us-atlas 3.0.1, made from US Census Bureau cartographic boundaries (public domain).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import { projectPlace } from './county-projection.ts';

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve('us-atlas/counties-10m.json'), 'utf8'));

/** Units (half kilometres) that an outline may differ from the source. */
const TOLERANCE = 1.2;

function distance([x, y], [x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) return Math.hypot(x - x1, y - y1);
  return Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length;
}

/** Douglas-Peucker. Works on shared arcs, so neighbours stay edge to edge. */
function simplified(points) {
  if (points.length < 3) return points;
  let worst = 0;
  let at = 0;
  for (let i = 1; i < points.length - 1; i += 1) {
    const off = distance(points[i], points[0], points.at(-1));
    if (off > worst) [worst, at] = [off, i];
  }
  if (worst <= TOLERANCE) return [points[0], points.at(-1)];
  return [...simplified(points.slice(0, at + 1)).slice(0, -1), ...simplified(points.slice(at))];
}

const { scale, translate } = atlas.transform;
const arcs = atlas.arcs.map((arc) => {
  let x = 0;
  let y = 0;
  const points = arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    const place = projectPlace(y * scale[1] + translate[1], x * scale[0] + translate[0]);
    return [place.x, place.y];
  });
  return simplified(points);
});

function ringPath(ring) {
  let before = [0, 0];
  let path = '';
  for (const [index, point] of ring.slice(0, -1).entries()) {
    const here = point.map(Math.round);
    const [dx, dy] = [here[0] - before[0], here[1] - before[1]];
    if (index === 0) path += `M${here[0]} ${here[1]}l`;
    else if (dx !== 0 || dy !== 0) path += `${path.endsWith('l') || dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`;
    before = here;
  }
  return `${path}z`;
}

const counties = atlas.objects.counties.geometries.filter(({ id }) => String(id).startsWith('37'));
const shapes = feature({ ...atlas, transform: undefined, arcs }, { type: 'GeometryCollection', geometries: counties });
const paths = {};
for (const { id, geometry } of shapes.features) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  // Islands of a few points are noise at this size.
  paths[id] = polygons
    .flat()
    .filter((ring) => ring.length > 4)
    .map(ringPath)
    .join('');
}
const sorted = Object.fromEntries(Object.entries(paths).sort());
writeFileSync(new URL('county-paths.json', import.meta.url), `${JSON.stringify(sorted, null, 2)}\n`);
