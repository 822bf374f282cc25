import { facetCode } from '@/lib/directory/facets';
import { findCountyAt, listZips, type ZipPlace } from '@/lib/directory/places';
import { seededRandom } from '@/lib/ids';
import { AREA_CODES, COUNTY_SITES, PLACE_WORDS, STREETS } from './directory-data';
import { KINDS, type OrganizationKind, PROFESSIONS } from './directory-kinds';
import { type DemoPerson, demoId, demoNpi, demoPerson, pick, type Random, some } from './directory-people';

export interface DemoSite {
  readonly id: string;
  readonly zip: ZipPlace;
  readonly countyFips: string;
  readonly lat: number;
  readonly lon: number;
  readonly line1: string;
  readonly line2: string | null;
  readonly phone: string;
  readonly accessTags: readonly number[];
  readonly hourTags: readonly number[];
}

export interface DemoRole {
  readonly id: string;
  readonly person: DemoPerson | null;
  readonly site: DemoSite;
  readonly tags: readonly number[];
  readonly networks: readonly { readonly key: 'medicaid' | 'state'; readonly accepting: string }[];
  /** Days since each fact was last checked; null = never. */
  readonly checkedDaysAgo: number | null;
}

export interface DemoOrganization {
  readonly id: string;
  readonly name: string;
  readonly npi: string;
  readonly kind: OrganizationKind;
  readonly sites: readonly DemoSite[];
  readonly roles: readonly DemoRole[];
}

function demoSite(random: Random, serial: number, fips: string, kind: OrganizationKind, zips: readonly ZipPlace[]): DemoSite {
  const zip = pick(random, zips);
  let place = { lat: zip.lat, lon: zip.lon };
  // A point within about two miles of the ZIP's middle that is still in the county.
  for (let tries = 0; tries < 8; tries++) {
    const near = { lat: zip.lat + (random() - 0.5) * 0.05, lon: zip.lon + (random() - 0.5) * 0.06 };
    if (findCountyAt(near) !== fips) continue;
    place = near;
    break;
  }
  const access = ['stepFree', 'examRoom', 'restroom', 'parking', 'bus', 'hearing'].filter(
    (_, index) => random() < (index < 4 ? 0.7 : 0.25),
  );
  const hours = kind.always
    ? ['evening', 'weekend', 'always']
    : ['evening', 'weekend'].filter((_, index) => random() < (index === 0 ? 0.4 : 0.18));
  return {
    id: demoId(`location:${serial}`),
    zip,
    countyFips: fips,
    lat: Number(place.lat.toFixed(6)),
    lon: Number(place.lon.toFixed(6)),
    line1: `${100 + Math.floor(random() * 2400)} ${pick(random, STREETS)}`,
    line2: random() < 0.35 ? `Suite ${100 + Math.floor(random() * 300)}` : null,
    phone: `${AREA_CODES[fips] ?? '704'}55501${String(serial % 100).padStart(2, '0')}`,
    accessTags: access.map((key) => facetCode('accessibility', key)),
    hourTags: hours.map((key) => facetCode('hours', key)),
  };
}

function roleTags(
  random: Random,
  kind: OrganizationKind,
  site: DemoSite,
  person: DemoPerson | null,
  services: readonly number[],
): number[] {
  const offered = person ? PROFESSIONS[person.profession].services : services;
  const concerns = person ? some(random, kind.concerns, 0.6, 3) : kind.concerns;
  const ages = person ? some(random, kind.ages, 0.75) : kind.ages;
  const modes = [
    ...(kind.key === 'disability' ? ['home'] : ['inPerson']),
    ...(random() < 0.5 ? ['video'] : []),
    ...(random() < 0.2 ? ['phone'] : []),
  ];
  const languages = person ? person.languages : ['en', ...(random() < 0.45 ? ['es'] : []), ...(random() < 0.12 ? ['asl'] : [])];
  const focus = [
    'lgbtq',
    'veterans',
    'blackCommunity',
    'latinoCommunity',
    'faith',
    'pregnant',
    'fosterFamilies',
    'justice',
  ].filter(() => random() < 0.14);
  const medicine = offered.includes(facetCode('service', 'opioidTreatment'))
    ? some(random, ['buprenorphine', 'naltrexone', 'methadone'], 0.6)
    : [];
  return [
    ...offered,
    ...concerns,
    ...ages,
    ...kind.settings,
    ...site.accessTags,
    ...site.hourTags,
    ...modes.map((key) => facetCode('mode', key)),
    ...languages.map((key) => facetCode('language', key)),
    ...focus.map((key) => facetCode('focus', key)),
    ...medicine.map((key) => facetCode('opioidMedicine', key)),
    ...(random() < 0.35 ? [facetCode('payer', 'slidingFee')] : []),
    ...(person ? [facetCode('gender', person.gender)] : []),
  ].sort((a, b) => a - b);
}

function demoRole(
  random: Random,
  key: string,
  kind: OrganizationKind,
  site: DemoSite,
  person: DemoPerson | null,
  services: readonly number[],
): DemoRole {
  const accepting = () => (random() < 0.74 ? 'newpt' : random() < 0.6 ? 'nopt' : 'existptonly');
  const chance = random();
  const networks = [
    ...(chance < 0.94 ? [{ key: 'medicaid' as const, accepting: accepting() }] : []),
    ...(chance > 0.45 ? [{ key: 'state' as const, accepting: accepting() }] : []),
  ];
  const age = random();
  const checkedDaysAgo = age < 0.78 ? Math.floor(random() * 60) : age < 0.93 ? 60 + Math.floor(random() * 90) : null;
  return {
    id: demoId(`role:${key}`),
    person,
    site,
    tags: roleTags(random, kind, site, person, services),
    networks,
    checkedDaysAgo,
  };
}

function kindOf(share: number): OrganizationKind {
  let sum = 0;
  for (const kind of KINDS) {
    sum += kind.share;
    if (share < sum) return kind;
  }
  return KINDS[0] as OrganizationKind;
}

/** The whole demonstration directory in memory: about 300 organisations, 450 sites, 900 people. Same on every machine. */
export function buildDemoDirectory(): readonly DemoOrganization[] {
  const random = seededRandom(20261122);
  const zips = listZips();
  const zipsOf = new Map(COUNTY_SITES.map(([fips]) => [fips, zips.filter(({ counties }) => counties[0] === fips)]));

  const places = COUNTY_SITES.flatMap(([fips, sites]) => Array.from({ length: sites }, () => fips));
  const names = new Set<string>();
  const organizations: DemoOrganization[] = [];
  let siteSerial = 0;
  let personSerial = 0;
  while (siteSerial < places.length) {
    const kind = kindOf(random());
    let name = '';
    do name = `${pick(random, PLACE_WORDS)} ${pick(random, kind.suffixes)}`;
    while (names.has(name));
    names.add(name);
    const services = some(random, kind.services, 0.7, 3);
    const siteCount = Math.min(places.length - siteSerial, random() < 0.66 ? 1 : random() < 0.7 ? 2 : 3);
    const sites: DemoSite[] = [];
    const roles: DemoRole[] = [];
    for (let n = 0; n < siteCount; n++) {
      const fips = places[siteSerial] as string;
      const site = demoSite(random, siteSerial++, fips, kind, zipsOf.get(fips) ?? []);
      sites.push(site);
      roles.push(demoRole(random, `intake:${site.id}`, kind, site, null, services));
      const people = 1 + Math.floor(random() * 3);
      for (let i = 0; i < people; i++) {
        const person = demoPerson(random, ++personSerial, kind.professions);
        roles.push(demoRole(random, `person:${person.id}`, kind, site, person, services));
      }
    }
    organizations.push({
      id: demoId(`organization:${name}`),
      name,
      npi: demoNpi(50_000_000 + organizations.length),
      kind,
      sites,
      roles,
    });
  }
  return organizations;
}
