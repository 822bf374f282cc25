import type { FhirJson, FhirObject } from '@/lib/fhir/model';
import { concept, SYSTEMS } from '@/lib/fhir/terminology';

/** A stored licence, board certificate or accreditation. */
export interface StoredQualification {
  /** NUCC code, or a whole CodeableConcept. */
  readonly code: string | FhirObject;
  readonly text?: string;
  readonly identifier?: FhirObject[];
  readonly issuer?: string | FhirObject;
  /** QualificationStatusCS. */
  readonly status?: string;
  readonly period?: FhirObject;
  /** US state codes, or whole CodeableConcepts. */
  readonly whereValid?: string | readonly (string | FhirObject)[];
}

/** Whether new patients are taken, for one network or for all. */
export interface StoredNewPatients {
  /** AcceptingPatientsCS. */
  readonly accepting: string;
  readonly networkId?: string | null;
  /** Who is taken: "Children 6 to 12 only". */
  readonly characteristics?: readonly string[];
}

export interface StoredDelivery {
  /** DeliveryMethodCS: virtual, physical. */
  readonly type: string;
  /** VirtualModalitiesCS. */
  readonly modalities?: readonly string[];
}

/** Columns that every resource table has; a row as the database's `to_jsonb` writes it. */
export interface ResourceRow {
  readonly id: string;
  readonly version: number;
  readonly last_updated: string;
}

const PLAN_NET = 'http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition';
export const planNetUrl = (id: string): string => `${PLAN_NET}/${id}`;

/** `{ resourceType, id, meta }` with the profile that the rest is built to. */
export function resourceHead<Type extends string>(resourceType: Type, row: ResourceRow, profile: string) {
  return {
    resourceType,
    id: row.id,
    meta: {
      versionId: String(row.version),
      // The database writes `+00:00` and trims zeros: one form for all, or equal instants would differ as text.
      lastUpdated: row.last_updated.replace(/\+00(:00)?$/, 'Z'),
      profile: [planNetUrl(`plannet-${profile}`)],
    },
  };
}

/** Without what is absent: FHIR has no null and no empty list or object. */
export function compact<T extends FhirObject>(object: T): T {
  const kept = Object.entries(object).filter(([, value]) => {
    if (value === undefined || value === null || value === '') return false;
    if (Array.isArray(value)) return value.length > 0;
    return typeof value !== 'object' || Object.keys(value).length > 0;
  });
  return Object.fromEntries(kept) as T;
}

export const reference = (type: string, id: string): FhirObject => ({ reference: `${type}/${id}` });
export const references = (type: string, ids: readonly string[]): FhirObject[] => ids.map((id) => reference(type, id));
export const optionalReference = (type: string, id: string | null): FhirObject | undefined =>
  id ? reference(type, id) : undefined;
export const extension = (id: string, value: FhirObject): FhirObject => ({ url: planNetUrl(id), ...value });

/** Stands where a profile demands an element that nobody told us. */
export const ABSENT: FhirObject = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
};

const toConcept = (system: string, value: string | FhirObject): FhirObject =>
  typeof value === 'string' ? concept(system, value) : value;
const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

export function qualificationCode({ code, text }: StoredQualification): FhirObject {
  return compact({ ...toConcept(SYSTEMS.nucc, code), text: text ?? (typeof code === 'object' ? code.text : undefined) });
}

export function qualificationIssuer({ issuer }: StoredQualification): FhirObject | undefined {
  return typeof issuer === 'string' ? { display: issuer } : issuer;
}

/** Inner extensions `status` and `whereValid`, the same in all three qualification extensions. */
export function qualificationStanding({ status, whereValid }: StoredQualification): FhirObject[] {
  return [
    { url: 'status', valueCode: status ?? 'unknown' },
    ...asList(whereValid).map((place) => ({ url: 'whereValid', valueCodeableConcept: toConcept(SYSTEMS.state, place) })),
  ];
}

/** Extension `qualification` of organisations, roles and affiliations. */
export function qualificationExtensions(stored: readonly StoredQualification[]): FhirObject[] {
  return stored.map((qualification) => {
    const issuer = qualificationIssuer(qualification);
    return extension('qualification', {
      extension: [
        ...(qualification.identifier ?? []).map((identifier) => ({ url: 'identifier', valueIdentifier: identifier })),
        { url: 'code', valueCodeableConcept: qualificationCode(qualification) },
        ...(issuer ? [{ url: 'issuer', valueReference: issuer }] : []),
        ...qualificationStanding(qualification),
        ...(qualification.period ? [{ url: 'period', valuePeriod: qualification.period }] : []),
      ],
    });
  });
}

export function newPatientExtensions(stored: readonly StoredNewPatients[]): FhirObject[] {
  return stored.map(({ accepting, networkId, characteristics }) =>
    extension('newpatients', {
      extension: [
        { url: 'acceptingPatients', valueCodeableConcept: concept(SYSTEMS.acceptingPatients, accepting) },
        ...(networkId ? [{ url: 'fromNetwork', valueReference: reference('Organization', networkId) }] : []),
        ...(characteristics ?? []).map((text) => ({ url: 'characteristics', valueString: text })),
      ],
    }),
  );
}

export function deliveryExtensions(stored: readonly StoredDelivery[]): FhirObject[] {
  return stored.map(({ type, modalities }) =>
    extension('delivery-method', {
      extension: [
        { url: 'type', valueCodeableConcept: concept(SYSTEMS.deliveryMethod, type) },
        ...(modalities ?? []).map((mode) => ({
          url: 'virtualModalities',
          valueCodeableConcept: concept(SYSTEMS.virtualModality, mode),
        })),
      ],
    }),
  );
}

/** Stored contact points, or one from the plain columns when there are none. */
export function contactPoints(stored: FhirObject[], phone?: string | null, website?: string | null): FhirObject[] {
  if (stored.length > 0) return stored;
  return [
    ...(phone ? [{ system: 'phone', value: phone, use: 'work' }] : []),
    ...(website ? [{ system: 'url', value: website, use: 'work' }] : []),
  ];
}

/** With the NPI among them, and the NPI's type said. */
export function identifiersWithNpi(stored: FhirObject[], npi: string | null): FhirObject[] {
  const type = { coding: [{ system: SYSTEMS.identifierType, code: 'NPI', display: 'National provider identifier' }] };
  const others = stored.filter(({ system }) => system !== SYSTEMS.npi);
  const own: FhirObject[] = stored.filter(({ system }) => system === SYSTEMS.npi).map((identifier) => ({ type, ...identifier }));
  if (own.length === 0 && npi) own.push({ type, system: SYSTEMS.npi, value: npi });
  return [...own, ...others];
}

/** Addresses always carry their text: it is what an `address` search looks at. */
export function addressesWithText(stored: FhirObject[]): FhirObject[] {
  return stored.map((address) => {
    if (address.text) return address;
    const lines = (address.line ?? []) as FhirJson[];
    const region = [address.state, address.postalCode].filter(Boolean).join(' ');
    return compact({ ...address, text: [...lines, address.city, region].filter(Boolean).join(', ') });
  });
}

export function period(start: string | null, end: string | null): FhirObject | undefined {
  return start || end ? compact({ start: start ?? undefined, end: end ?? undefined }) : undefined;
}
