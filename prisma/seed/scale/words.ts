import { FACET_GROUPS, facetCode } from '@/lib/directory/facets';
import { listZips } from '@/lib/directory/places';
import { seededRandom } from '@/lib/ids';
import { FIRST_NAMES, LAST_NAMES, PLACE_WORDS } from '../directory-data';
import { KINDS, PROFESSIONS } from '../directory-kinds';

/** Raw material of the scale directory, as rows for temporary tables. The same on every machine. */

const FAMILIES = 20_000;
const STARTS =
  'Al Bar Bel Bran Cal Car Cor Dal Dev El Far Fen Gar Hal Har Hol Ken Lan Mal Mar Nor Pen Ran Sal Ter Wal Wen Wil'.split(' ');
const MIDDLES = 'a e i o u al an ar el en er in is ol on or un ster den ker ley man ver wick'.split(' ');
const ENDS =
  'berg by dale don field ford gate ham house land ley man more ner ridge sen smith son stein stone ton ville well wood worth'.split(
    ' ',
  );

/** The demonstration's family names first, then composed ones: rank decides how common a name is. */
export function familyNames(): readonly string[] {
  const names = new Set<string>(LAST_NAMES);
  for (const end of ENDS) {
    for (const middle of MIDDLES) {
      for (const start of STARTS) if (names.size < FAMILIES) names.add(`${start}${middle}${end}`);
    }
  }
  for (const name of [...names]) if (names.size < FAMILIES) names.add(`Mc${name}`);
  return [...names];
}

export const givenNames = (): readonly string[] => FIRST_NAMES;
export const placeWords = (): readonly string[] => PLACE_WORDS;

/** ZIP codes in 4,096 slots: a few hold many people, most hold few. */
export function zipSlots() {
  const random = seededRandom(35);
  const zips = listZips().map((zip) => ({ zip, weight: 1 + 60 * random() ** 8 }));
  const all = zips.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  let at = 0;
  return Array.from({ length: 4096 }, (_, slot) => {
    while (at < zips.length - 1 && ((before + (zips[at]?.weight ?? 0)) / all) * 4096 <= slot) before += zips[at++]?.weight ?? 0;
    const { zip, city, lat, lon, counties } = (zips[at] ?? zips[0])?.zip ?? listZips()[0] ?? never();
    return { slot, zip, city, lat, lon, county: counties[0] ?? '37071' };
  });
}

function never(): never {
  throw new Error('There are no ZIP codes');
}

const codes = (key: Parameters<typeof facetCode>[0], chances: Readonly<Record<string, number>>) =>
  Object.entries(chances).map(([option, chance]) => ({ tag: facetCode(key, option), chance }));

/** How likely each facet is, whatever the kind of organization; some are as rare as in life. */
const EVERYWHERE = [
  ...codes('language', {
    en: 1,
    es: 0.2,
    asl: 0.03,
    hmong: 0.006,
    vietnamese: 0.01,
    arabic: 0.008,
    chinese: 0.01,
    french: 0.012,
  }),
  ...codes('language', { russian: 0.004, lao: 0.001 }),
  ...codes('mode', { inPerson: 0.9, video: 0.5, phone: 0.2, home: 0.08 }),
  ...codes('payer', { slidingFee: 0.35, noCost: 0.02 }),
  ...codes('accessibility', { stepFree: 0.7, examRoom: 0.6, restroom: 0.65, parking: 0.7, bus: 0.3, hearing: 0.15 }),
  ...codes('focus', { lgbtq: 0.14, veterans: 0.12, blackCommunity: 0.14, latinoCommunity: 0.1, nativeCommunity: 0.01 }),
  ...codes('focus', { faith: 0.1, pregnant: 0.08, fosterFamilies: 0.07, justice: 0.06 }),
  ...codes('hours', { evening: 0.35, weekend: 0.15, always: 0.02 }),
  ...codes('gender', { female: 0.62, male: 0.35 }),
  ...codes('service', { brainInjury: 0.0004, hospital: 0.0015, partialHospital: 0.003, mobileCrisis: 0.004 }),
];

/** Kinds of organization with their facets, each with its chance, and professions; `share` adds up to 1. */
export function kindRows() {
  let sum = 0;
  return KINDS.map((kind) => {
    sum += kind.share;
    const pool = new Map(EVERYWHERE.map(({ tag, chance }) => [tag, chance]));
    kind.services.forEach((tag, rank) => {
      pool.set(tag, Math.max(pool.get(tag) ?? 0, 0.7 * 0.75 ** rank));
    });
    for (const tag of kind.concerns) pool.set(tag, 0.55);
    for (const tag of kind.ages) pool.set(tag, 0.75);
    for (const tag of kind.settings) pool.set(tag, 0.95);
    const known = new Set(FACET_GROUPS.flatMap(({ options }) => options.map(({ code }) => code)));
    const tags = [...pool].filter(([tag]) => known.has(tag)).sort(([a], [b]) => a - b);
    return {
      until: sum,
      type: kind.organizationType,
      suffixes: kind.suffixes,
      tags: tags.map(([tag]) => tag),
      chances: tags.map(([, chance]) => chance),
      credentials: kind.professions.map((key) => PROFESSIONS[key].credentials),
      taxonomies: kind.professions.map((key) => PROFESSIONS[key].taxonomy),
      roles: kind.professions.map((key) => PROFESSIONS[key].planNetRole),
    };
  });
}
