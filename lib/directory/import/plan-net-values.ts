import type { FhirJson, FhirObject } from '@/lib/fhir/model';
import { SYSTEMS } from '@/lib/fhir/terminology';
import { planNetUrl, type StoredNewPatients, type StoredQualification } from '../fhir/parts';

/** Resolves `Type/id` of the source to our id, and is told of what looks odd. */
export interface ImportContext {
  readonly resolve: (reference: string) => string | null;
  readonly suspect: (kind: string) => void;
}

export const list = (value: FhirJson | undefined): FhirObject[] => (Array.isArray(value) ? (value as FhirObject[]) : []);
export const text = (value: FhirJson | undefined): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
export const texts = (value: FhirJson | undefined): string[] =>
  Array.isArray(value) ? value.flatMap((item) => (typeof item === 'string' ? [item] : [])) : [];
const object = (value: FhirJson | undefined): FhirObject =>
  value && typeof value === 'object' && !Array.isArray(value) ? value : {};

/** Codes of a list of concepts: plain for `system`, `other|code` otherwise. Each once. */
export function codes(concepts: FhirJson | undefined, system: string): string[] {
  const all = (Array.isArray(concepts) ? concepts : [concepts]).flatMap((concept) => list(object(concept).coding));
  return [
    ...new Set(
      all.flatMap(({ system: from, code }) =>
        typeof code !== 'string' ? [] : from === undefined || from === system ? [code] : [`${from}|${code}`],
      ),
    ),
  ];
}

export function referenceId(value: FhirJson | undefined, context: ImportContext): string | null {
  const target = text(object(value).reference);
  return target === null ? null : context.resolve(target);
}

export function referenceIds(value: FhirJson | undefined, context: ImportContext): string[] {
  return [...new Set(list(value).flatMap((item) => referenceId(item, context) ?? []))];
}

const byUrl = (holder: FhirObject, id: string): FhirObject[] =>
  list(holder.extension).filter(
    ({ url }) => url === planNetUrl(id) || url === id || (typeof url === 'string' && url.endsWith(`/${id}`)),
  );
export const extensions = byUrl;

/** A copy in which references lead to our ids. One that leads nowhere keeps its display only. */
export function withOurReferences<T extends FhirJson | undefined>(value: T, context: ImportContext): T {
  if (Array.isArray(value)) return value.map((item) => withOurReferences(item, context)) as T;
  if (!value || typeof value !== 'object') return value;
  const copy: FhirObject = {};
  for (const [key, inner] of Object.entries(value)) {
    if (key !== 'reference' || typeof inner !== 'string') copy[key] = withOurReferences(inner, context);
    else {
      const id = context.resolve(inner);
      if (id) copy.reference = `${inner.split('/').at(-2)}/${id}`;
    }
  }
  return copy as T;
}

/** Identifier values are text; spreadsheets turn some into numbers. */
export function identifiers(value: FhirJson | undefined, context: ImportContext): FhirObject[] {
  return list(withOurReferences(value, context)).map((identifier) => {
    if (typeof identifier.value !== 'number') return identifier;
    context.suspect('An identifier was a number; it is kept as text');
    return { ...identifier, value: String(identifier.value) };
  });
}

/** The NPI among the identifiers when it has ten digits. */
export function npiOf(stored: FhirObject[], context: ImportContext): string | null {
  const value = stored.find(({ system }) => system === SYSTEMS.npi)?.value;
  if (typeof value !== 'string') return null;
  if (!/^\d{10}$/.test(value)) {
    context.suspect('An NPI does not have ten digits; it is kept as an identifier only');
    return null;
  }
  if (!hasNpiCheckDigit(value)) context.suspect('An NPI fails its check digit');
  return value;
}

/** 45 CFR 162.406: Luhn over 80840 and the NPI. */
export function hasNpiCheckDigit(npi: string): boolean {
  const sum = [...`80840${npi}`].reverse().reduce((total, digit, place) => {
    const value = place % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

export function newPatients(resource: FhirObject, context: ImportContext): StoredNewPatients[] {
  return byUrl(resource, 'newpatients').flatMap((extension) => {
    const [accepting] = byUrl(extension, 'acceptingPatients').flatMap(({ valueCodeableConcept }) =>
      codes(valueCodeableConcept, SYSTEMS.acceptingPatients),
    );
    if (accepting === undefined) return [];
    const [network] = byUrl(extension, 'fromNetwork').flatMap(({ valueReference }) => referenceId(valueReference, context) ?? []);
    const characteristics = byUrl(extension, 'characteristics').flatMap(({ valueString }) => text(valueString) ?? []);
    return [
      { accepting, ...(network ? { networkId: network } : {}), ...(characteristics.length > 0 ? { characteristics } : {}) },
    ];
  });
}

/** The inner parts of a `qualification` or `practitioner-qualification` extension. */
function standing(extension: FhirObject): Pick<StoredQualification, 'status' | 'whereValid'> {
  const [status] = byUrl(extension, 'status').flatMap(({ valueCode }) => text(valueCode) ?? []);
  const whereValid = byUrl(extension, 'whereValid').flatMap(({ valueCodeableConcept }) =>
    valueCodeableConcept ? [object(valueCodeableConcept)] : [],
  );
  return { ...(status ? { status } : {}), ...(whereValid.length > 0 ? { whereValid } : {}) };
}

export function qualificationExtensions(resource: FhirObject, context: ImportContext): StoredQualification[] {
  return byUrl(resource, 'qualification').flatMap((extension) => {
    const [code] = byUrl(extension, 'code').map(({ valueCodeableConcept }) => object(valueCodeableConcept));
    if (!code) return [];
    const [issuer] = byUrl(extension, 'issuer').map(({ valueReference }) => object(withOurReferences(valueReference, context)));
    const [period] = byUrl(extension, 'period').map(({ valuePeriod }) => object(valuePeriod));
    const identifier = byUrl(extension, 'identifier').map(({ valueIdentifier }) => object(valueIdentifier));
    return [
      {
        code,
        ...(identifier.length > 0 ? { identifier: identifiers(identifier, context) } : {}),
        ...(issuer ? { issuer } : {}),
        ...(period ? { period } : {}),
        ...standing(extension),
      },
    ];
  });
}

/** `Practitioner.qualification`. */
export function practitionerQualifications(value: FhirJson | undefined, context: ImportContext): StoredQualification[] {
  return list(withOurReferences(value, context)).flatMap((item) => {
    const code = object(item.code);
    if (Object.keys(code).length === 0) return [];
    const [extension] = byUrl(item, 'practitioner-qualification');
    return [
      {
        code,
        ...(item.identifier ? { identifier: identifiers(item.identifier, context) } : {}),
        ...(item.issuer ? { issuer: object(item.issuer) } : {}),
        ...(item.period ? { period: object(item.period) } : {}),
        ...(extension ? standing(extension) : {}),
      },
    ];
  });
}

const DAY = /^\d{4}-\d{2}-\d{2}/;
/** Whole days of a period: where the source has a time, its day. A year or month alone is not guessed at. */
export function periodDays(value: FhirJson | undefined): { period_start: string | null; period_end: string | null } {
  const { start, end } = object(value);
  return { period_start: DAY.exec(text(start) ?? '')?.[0] ?? null, period_end: DAY.exec(text(end) ?? '')?.[0] ?? null };
}

/** The first phone number as digits. */
export function phoneDigits(telecom: FhirObject[]): string | null {
  const value = text(telecom.find(({ system }) => system === 'phone')?.value);
  const digits = value?.replace(/\s*x\d+$/i, '').replace(/\D/g, '') ?? '';
  return digits.length >= 10 ? digits.slice(-10) : null;
}

export const websiteOf = (telecom: FhirObject[]): string | null => text(telecom.find(({ system }) => system === 'url')?.value);
