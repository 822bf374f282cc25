import type { ReactNode } from 'react';
import paths from './county-paths.json';
import { projectPlace } from './county-projection';

export interface MapPin {
  readonly lat: number;
  readonly lon: number;
  /** One or two characters: the number of the place in the list. */
  readonly label: string;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const OUTLINES: ReadonlyMap<string, string> = new Map(Object.entries(paths));
const MARGIN = 14;

/** Extent of a path made of one absolute move per ring and relative lines, as county-paths.mjs writes them. */
function extentOf(path: string): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const ring of path.split('z')) {
    let [x, y] = [0, 0];
    const numbers = ring.match(/-?\d+/g)?.map(Number) ?? [];
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      x += numbers[index] ?? 0;
      y += numbers[index + 1] ?? 0;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  }
  return box;
}

const EXTENTS: ReadonlyMap<string, Box> = new Map([...OUTLINES].map(([fips, path]) => [fips, extentOf(path)]));

function around(boxes: readonly Box[]): Box {
  return {
    left: Math.floor(Math.min(...boxes.map((box) => box.left)) - MARGIN),
    top: Math.floor(Math.min(...boxes.map((box) => box.top)) - MARGIN),
    right: Math.ceil(Math.max(...boxes.map((box) => box.right)) + MARGIN),
    bottom: Math.ceil(Math.max(...boxes.map((box) => box.bottom)) + MARGIN),
  };
}

const touches = (a: Box, b: Box) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

interface PlacedPin {
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** Eight directions around a pin, then the same further out. */
const STEPS_ASIDE = Array.from({ length: 24 }, (_, step) => ({
  angle: (step % 8) * (Math.PI / 4),
  rings: 1 + Math.floor(step / 8),
}));

/** Pins with room between them: providers who share a house would hide each other's numbers. */
function spread(pins: readonly MapPin[], size: number): readonly PlacedPin[] {
  const placed: PlacedPin[] = [];
  const free = (x: number, y: number) => placed.every((other) => Math.hypot(other.x - x, other.y - y) >= size * 2);
  for (const { lat, lon, label } of pins) {
    const home = projectPlace(lat, lon);
    const aside = STEPS_ASIDE.map(({ angle, rings }) => ({
      x: home.x + Math.cos(angle) * rings * size * 2.1,
      y: home.y + Math.sin(angle) * rings * size * 2.1,
    }));
    const spot = [home, ...aside].find(({ x, y }) => free(x, y)) ?? home;
    placed.push({ label, x: Math.round(spot.x), y: Math.round(spot.y) });
  }
  return placed;
}

function Pin({ pin, size }: { pin: PlacedPin; size: number }) {
  return (
    <>
      <circle cx={pin.x} cy={pin.y} r={size} />
      <text x={pin.x} y={Math.round(pin.y + size * 0.36)} fontSize={size}>
        {pin.label}
      </text>
    </>
  );
}

/**
 * Counties as a drawing: those of the plan filled, the person's own in denim, their neighbours as outlines, places
 * as numbered pins. Hidden from screen readers, because the list beside it says all of it. Draws nothing that the
 * page does not need, and nothing at all when no county is known.
 */
export function CountyMap({
  counties,
  mine,
  pins = [],
}: {
  counties: readonly string[];
  mine?: string | undefined;
  pins?: readonly MapPin[];
}): ReactNode {
  const shown = counties.filter((fips) => OUTLINES.has(fips));
  if (shown.length === 0) return null;
  const points = pins.map(({ lat, lon }) => projectPlace(lat, lon)).map(({ x, y }) => ({ left: x, right: x, top: y, bottom: y }));
  const box = around([...shown.map((fips) => EXTENTS.get(fips)).filter((extent) => extent !== undefined), ...points]);
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const pinSize = Math.round(width / 30);
  const near = [...EXTENTS].filter(([fips, extent]) => !shown.includes(fips) && touches(extent, box)).map(([fips]) => fips);
  return (
    <svg className="map" viewBox={`${box.left} ${box.top} ${width} ${height}`} aria-hidden="true" focusable="false">
      <path className="near" d={near.map((fips) => OUTLINES.get(fips)).join('')} />
      {shown.map((fips) => (
        <path key={fips} className={fips === mine ? 'me' : undefined} d={OUTLINES.get(fips)} />
      ))}
      {spread(pins, pinSize).map((pin) => (
        <Pin key={pin.label} pin={pin} size={pinSize} />
      ))}
    </svg>
  );
}
