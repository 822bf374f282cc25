import { COUNTIES, countiesOf, findCounty, OWN_PLAN } from '@/lib/organization/organization';
import { countyMiddle, findZip, listZips, type Place, type ZipPlace } from '../places';
import { editDistance, foldText, isSameWord } from './words';

/** Where to search from, as it stands in an address: never typed text. */
export type PlaceCode = { readonly zip: string } | { readonly fips: string };

export interface NamedPlace extends Place {
  readonly code: PlaceCode;
  /** City or county, for "near …". */
  readonly name: string;
}

/** A place by its code, or null for an unknown one. */
export function findPlace(code: PlaceCode): NamedPlace | null {
  if ('zip' in code) {
    const zip = findZip(code.zip);
    return zip ? { lat: zip.lat, lon: zip.lon, code, name: `${zip.city} ${zip.zip}` } : null;
  }
  const county = findCounty(code.fips);
  const middle = county ? countyMiddle(county.fips) : null;
  return county && middle ? { ...middle, code, name: county.name } : null;
}

const COUNTY_WORD = /\b(county|condado|de)\b/g;

/** A misspelled city; of two equally close ones the one where the plan works. */
function closestCity(text: string, cities: readonly ZipPlace[]): ZipPlace | undefined {
  const own = new Set(countiesOf(OWN_PLAN).map(({ fips }) => fips));
  const distance = (place: ZipPlace) => editDistance(text, foldText(place.city)) + (own.has(place.counties[0] ?? '') ? 0 : 0.5);
  const close = cities.filter(({ city }) => isSameWord(text, foldText(city)));
  return close.sort((a, b) => distance(a) - distance(b) || a.zip.localeCompare(b.zip))[0];
}

/** A ZIP code, county or city of North Carolina from what a person typed; small typing errors are forgiven. */
export function readPlace(typed: string): NamedPlace | null {
  const text = foldText(typed)
    .replace(/\b(nc|north carolina|carolina del norte)$/, '')
    .trim();
  const zip = text.match(/\b\d{5}\b/)?.[0];
  if (zip) return findPlace({ zip });
  if (text.length < 3) return null;
  const county = COUNTIES.find(({ name }) => foldText(name) === text.replace(COUNTY_WORD, ' ').trim());
  const asksCounty = /\b(county|condado)\b/.test(text);
  const cities = listZips();
  const city = cities.find(({ city }) => foldText(city) === text) ?? closestCity(text, cities);
  if (county && (asksCounty || !city)) return findPlace({ fips: county.fips });
  if (city) return findPlace({ zip: city.zip });
  const close = COUNTIES.find(({ name }) => isSameWord(text.replace(COUNTY_WORD, ' ').trim(), foldText(name)));
  return close ? findPlace({ fips: close.fips }) : null;
}
