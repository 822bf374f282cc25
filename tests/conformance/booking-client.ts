import { instant } from '@/lib/clock';
import { formatSlotId } from '@/lib/scheduling/fhir';
import type { VisitTypeId } from '@/lib/scheduling/model';
import type { BookableRole } from '../factories/schedule-rows';
import { fhir, type Json } from './client';

/** A program that books: the operations on Appointment with their parameters and headers. */
type Values = Record<string, Json | string>;
export const post = (operation: string, values: Values, headers: Record<string, string> = {}) =>
  fhir(`Appointment/${operation}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/fhir+json', ...headers },
    body: JSON.stringify({
      resourceType: 'Parameters',
      parameter: Object.entries(values).map(([name, value]) =>
        typeof value === 'string' ? { name, valueString: value } : { name, resource: value },
      ),
    }),
  });

export const PATIENT: Json = { resourceType: 'Patient', name: [{ given: ['Ana'], family: 'Rivera' }], birthDate: '1990-05-01' };

export interface Visit {
  readonly id: string;
  readonly holder: Record<string, string>;
  readonly slot: string;
  readonly keyed: (key: string) => Record<string, string>;
}

export async function held(slot: string, headers: Record<string, string> = {}, more: Values = {}): Promise<Visit> {
  const answer = await post('$hold', { slot, ...more }, headers);
  const holder = { 'X-Portal-Holder': answer.headers.get('x-portal-holder') ?? '' };
  return { id: String(answer.body.id), holder, slot, keyed: (key) => ({ ...holder, 'Idempotency-Key': key }) };
}

export async function booked(slot: string): Promise<Visit> {
  const visit = await held(slot);
  await post('$book', { 'appt-id': visit.id, patient: PATIENT }, visit.keyed('first'));
  return visit;
}

export const book = (visit: Visit, key: string, patient = PATIENT) =>
  post('$book', { 'appt-id': visit.id, patient }, key === '' ? visit.holder : visit.keyed(key));
export const moveTo = (visit: Visit, slot: string | null, key: string) =>
  post('$reschedule', { 'appt-id': visit.id, ...(slot === null ? {} : { slot }) }, key === '' ? visit.holder : visit.keyed(key));
export const cancel = (visit: Visit) => post('$cancel', { 'appt-id': visit.id }, visit.holder);
/** The id of a role's time, whether it offers that or not. */
export const slotOf = ({ roleId, visitTypeId }: BookableRole, at: number) =>
  `Slot/${formatSlotId({ roleId, visitTypeId: visitTypeId as VisitTypeId, start: instant(at) })}`;
