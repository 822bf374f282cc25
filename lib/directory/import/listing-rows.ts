import { findCounty, findCountyByName } from '@/lib/organization/organization';
import { findCountyAt, findZip, milesBetween, type Place } from '../places';
import type { ListingSite, SiteRecord } from './listing-sites';
import type { ReportBuilder } from './report';

/** A geocode farther than this from its ZIP's point is doubted: no ZIP area of the state reaches that far. */
const FAR_MILES = 20;

type Row = Record<string, unknown> & { readonly id: string };
export interface SiteIds {
  readonly organization: string;
  readonly location: string;
  readonly service: string;
  readonly role: string;
  readonly practitioner: string | null;
}

const first = <T>(records: readonly SiteRecord[], pick: (record: SiteRecord) => T | null): T | null => {
  for (const record of records) {
    const value = pick(record);
    if (value !== null) return value;
  }
  return null;
};
const telecom = (phone: string | null, extension: string | null = null) =>
  phone ? [{ system: 'phone', value: extension ? `${phone} x${extension}` : phone, use: 'work' }] : [];
const identifiers = (npi: string | null) => (npi ? [{ system: 'http://hl7.org/fhir/sid/us-npi', value: npi }] : []);
const union = <T>(records: readonly SiteRecord[], pick: (record: SiteRecord) => readonly T[]) => [
  ...new Set(records.flatMap((record) => pick(record))),
];

/** The place of a row: its own coordinates, or the middle of its ZIP code; null when neither is known. */
function placeOf(record: SiteRecord, where: string, report: ReportBuilder): Place | null {
  const zip = findZip(record.zip);
  if (record.lat === null || record.lon === null) {
    report.suspect(
      zip
        ? 'No coordinates; placed in the middle of its ZIP code'
        : 'No coordinates and a ZIP code that is not in our table; not on the map',
      where,
    );
    return zip;
  }
  const place = { lat: record.lat, lon: record.lon };
  if (zip && milesBetween(zip, place) > FAR_MILES) {
    report.suspect(
      `Coordinates lie more than ${FAR_MILES} miles from the ZIP code`,
      `${where}, ${milesBetween(zip, place).toFixed(1)} miles`,
    );
  }
  return place;
}

/** The county that holds the place; the stated one only where there is no place. Differences are reported. */
function countyOf(record: SiteRecord, place: Place | null, where: string, report: ReportBuilder): string | null {
  const found = place ? findCountyAt(place) : null;
  const stated = record.countyName ? findCountyByName(record.countyName) : null;
  if (record.state === 'NC' && place && found !== (stated?.fips ?? null)) {
    const names = `${record.countyName ?? 'none'} stated, ${findCounty(found ?? '')?.name ?? 'outside the state'} on the map`;
    report.suspect('The stated county does not hold the coordinates; the map decides', `${where}: ${names}`);
  }
  return found ?? stated?.fips ?? null;
}

/** Reports what is odd about each row's place; the first usable row of a site decides. */
export function locationRow(site: ListingSite, ids: SiteIds, report: ReportBuilder): Row {
  const { records } = site;
  const checked = records.map((record) => {
    const where = `${record.file}:${record.line} ${record.organizationName}`;
    const place = placeOf(record, where, report);
    return { place, fips: countyOf(record, place, where, report) };
  });
  const [record] = records;
  const chosen = checked.find(({ place }) => place !== null) ?? checked[0];
  const phone = first(records, (each) => each.phone);
  const extension = first(records, (each) => each.phoneExtension);
  return {
    id: ids.location,
    status: 'active',
    name: record.placeName ?? record.organizationName,
    organization_id: ids.organization,
    line1: record.line1,
    line2: first(records, (each) => each.line2),
    city: record.city,
    county_name: findCounty(chosen?.fips ?? '')?.name ?? record.countyName,
    county_fips: chosen?.fips ?? null,
    state: record.state,
    zip: record.zip,
    country: 'US',
    lat: chosen?.place?.lat ?? null,
    lon: chosen?.place?.lon ?? null,
    zone: 'America/New_York',
    phone,
    phone_extension: extension,
    telecom: telecom(phone, extension),
    demonstration: false,
  };
}

export function organizationRow(site: ListingSite, id: string): Row {
  const [record] = site.records;
  const phone = first(site.records, (each) => each.phone);
  const npi = first(site.records, (each) => each.organizationNpi);
  return {
    id,
    active: true,
    types: ['prvgrp'],
    npi,
    identifiers: identifiers(npi),
    name: record.organizationName,
    phone,
    website: first(site.records, (each) => each.website),
    telecom: telecom(phone),
    addresses: [
      {
        line: [record.line1, ...(record.line2 ? [record.line2] : [])],
        city: record.city,
        state: record.state,
        postalCode: record.zip,
        country: 'US',
      },
    ],
    demonstration: false,
  };
}

export function serviceRow(site: ListingSite, ids: SiteIds): Row {
  const { records } = site;
  return {
    id: ids.service,
    active: true,
    organization_id: ids.organization,
    location_ids: [ids.location],
    categories: ['behav'],
    specialties: union(records, ({ specialties }) => specialties),
    name: records[0].placeName ?? records[0].organizationName,
    telecom: telecom(first(records, (each) => each.phone)),
    tags: union(records, ({ tags }) => tags).sort((a, b) => a - b),
    demonstration: false,
  };
}

export function roleRow(site: ListingSite, ids: SiteIds): Row {
  const { records } = site;
  const phone = first(records, (each) => each.phone);
  return {
    id: ids.role,
    active: true,
    practitioner_id: ids.practitioner,
    organization_id: ids.organization,
    location_id: ids.location,
    location_ids: [ids.location],
    service_ids: [ids.service],
    codes: [],
    specialties: union(records, ({ specialties }) => specialties),
    tags: union(records, ({ tags }) => tags).sort((a, b) => a - b),
    phone,
    telecom: telecom(
      phone,
      first(records, (each) => each.phoneExtension),
    ),
    demonstration: false,
  };
}

export function practitionerRow(site: ListingSite, id: string): Row | null {
  const person = first(site.records, (each) => each.person);
  if (!person) return null;
  return {
    id,
    active: true,
    npi: person.npi,
    identifiers: identifiers(person.npi),
    family: person.family,
    given: [person.given],
    credentials: person.credentials,
    gender: person.gender,
    qualifications: site.records[0].specialties.map((code) => ({ code, status: 'active', whereValid: site.records[0].state })),
    demonstration: false,
  };
}
