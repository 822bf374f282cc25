import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { isPlainDate } from '@/lib/clock';
import { ACCESS_NEEDS, type VisitDetails } from '@/lib/scheduling/model';
import type { FhirObject } from './model';
import { FhirError, type Issue, refusal } from './outcome';

const MAX_BODY = 65_536;
const MAX_NAME = 100;

/** A FHIR Parameters resource, or a JSON object of plain values. */
export class Parameters {
  constructor(private readonly values: ReadonlyMap<string, unknown>) {}

  text(name: string): string | null {
    const value = this.values.get(name);
    return typeof value === 'string' && value !== '' && value.length <= 500 ? value : null;
  }

  texts(): Record<string, string> {
    return Object.fromEntries([...this.values].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  }

  object(name: string): FhirObject | null {
    const value = this.values.get(name);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as FhirObject) : null;
  }

  list(name: string): readonly unknown[] {
    const value = this.values.get(name);
    return Array.isArray(value) ? value : value === undefined ? [] : [value];
  }
}

/** @throws FhirError 413, 415, 400 for a body that is too long, not JSON, or not Parameters */
export async function readParameters(request: Request): Promise<Parameters> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(fhir\+)?json\b/.test(type)) throw refusal(415, 'not-supported', 'Send application/fhir+json.');
  const text = await request.text();
  if (text.length > MAX_BODY) throw refusal(413, 'too-long', `At most ${MAX_BODY} characters.`);
  const body = parse(text);
  if (body?.resourceType !== 'Parameters') throw refusal(400, 'structure', 'Send a Parameters resource.', 'Parameters');
  return new Parameters(valuesOf(Array.isArray(body.parameter) ? (body.parameter as FhirObject[]) : []));
}

/** Values by name; a name that comes more than once has a list. */
function valuesOf(items: readonly FhirObject[]): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  for (const item of items) {
    if (typeof item?.name !== 'string') continue;
    const key = Object.keys(item).find((each) => each === 'resource' || each.startsWith('value'));
    const value = key === 'valueReference' ? (item[key] as FhirObject)?.reference : key && item[key];
    const before = values.get(item.name);
    values.set(item.name, before === undefined ? value : [before, value].flat());
  }
  return values;
}

function parse(text: string): FhirObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as FhirObject) : null;
  } catch {
    return null;
  }
}

const first = (value: unknown): FhirObject => ((Array.isArray(value) ? value[0] : value) ?? {}) as FhirObject;
const words = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, MAX_NAME) : '');

/** What the practice must know, from a Patient resource. @throws FhirError 422 naming every element to put right */
export function readVisitDetails(parameters: Parameters): VisitDetails {
  const patient = parameters.object('patient');
  if (patient?.resourceType !== 'Patient') throw refusal(400, 'required', 'Send the Patient as parameter patient.', 'patient');
  const name = first(patient.name);
  const telecom = Array.isArray(patient.telecom) ? (patient.telecom as FhirObject[]) : [];
  const given = first(telecom.find((point) => point?.system === 'phone' || point?.system === 'sms'));
  const phone = typeof given.value === 'string' ? parsePhoneNumberFromString(given.value, 'US') : undefined;
  const [firstName, lastName] = [words(Array.isArray(name.given) ? name.given[0] : ''), words(name.family)];
  const birthDate = words(patient.birthDate);
  const faults: Issue[] = [
    ...(firstName === '' ? [fault('Patient.name.given')] : []),
    ...(lastName === '' ? [fault('Patient.name.family')] : []),
    ...(isPlainDate(birthDate) ? [] : [fault('Patient.birthDate')]),
    ...(given.value !== undefined && !phone?.isValid() ? [fault('Patient.telecom.value')] : []),
  ];
  if (faults.length > 0) throw new FhirError(422, faults);
  const language = words(first(first(first(patient.communication).language).coding).code);
  const needs = parameters.list('access-need');
  return {
    firstName,
    lastName,
    birthDate,
    contactWay: phone ? (given.system === 'sms' ? 'text' : 'phone') : 'none',
    phone: phone?.number ?? null,
    email: null,
    // Nothing is said about who may hear a message, so none is left.
    voiceMessage: 'no',
    safeTimes: 'any',
    wantsEarlier: phone !== undefined && phone !== null,
    interpreter: language === '' || language.startsWith('en') ? null : language.slice(0, 12),
    accessNeeds: ACCESS_NEEDS.filter((need) => needs.includes(need)),
  };
}

const fault = (expression: string): Issue => ({
  severity: 'error',
  code: 'required',
  diagnostics: 'Missing or not usable.',
  expression,
});
