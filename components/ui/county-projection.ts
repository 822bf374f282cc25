/**
 * NAD83 / North Carolina (EPSG:32119) on a sphere: Lambert conformal conic with standard parallels 34°20′ and
 * 36°10′ and central meridian 79° west, so that the state keeps the shape people know from road maps.
 * Output: drawing units of half a kilometre, x to the east and y down, from a point north-west of the state.
 */
const RADIANS = Math.PI / 180;
const EARTH_UNITS = 6371 * 2;
const SOUTH = (34 + 20 / 60) * RADIANS;
const NORTH = (36 + 10 / 60) * RADIANS;
const MERIDIAN = -79 * RADIANS;
const ORIGIN = { x: -1000, y: -700 };

const conic = (latitude: number) => Math.tan(Math.PI / 4 + latitude / 2);
const CONE = Math.log(Math.cos(SOUTH) / Math.cos(NORTH)) / Math.log(conic(NORTH) / conic(SOUTH));
const SCALE = (Math.cos(SOUTH) * conic(SOUTH) ** CONE) / CONE;
const RADIUS_AT_35 = SCALE / conic(35 * RADIANS) ** CONE;

/** Where a place lies on the county drawing. Degrees, WGS 84. */
export function projectPlace(lat: number, lon: number): { x: number; y: number } {
  const radius = SCALE / conic(lat * RADIANS) ** CONE;
  const angle = CONE * (lon * RADIANS - MERIDIAN);
  return {
    x: radius * Math.sin(angle) * EARTH_UNITS - ORIGIN.x,
    y: -(RADIUS_AT_35 - radius * Math.cos(angle)) * EARTH_UNITS - ORIGIN.y,
  };
}
