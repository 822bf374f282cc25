import type { FhirObject } from '@/lib/fhir/model';
import { coding, SYSTEMS } from '@/lib/fhir/terminology';
import type { AppointmentView, HoldView, Slot, VisitMode } from './model';

/** What a Slot resource is made of: any offered time, free or taken. */
export interface FhirSlot extends Slot {
  readonly status: 'free' | 'busy';
}

const squeeze = (uuid: string): string => BigInt(`0x${uuid.replaceAll('-', '')}`).toString(36);
function unsqueeze(text: string): string {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  const hex = value.toString(16).padStart(32, '0');
  return hex.length > 32
    ? ''
    : `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Slots are computed, so the id says all: role, start in minutes since 1970, visit type. Within FHIR's 64 characters. */
export function formatSlotId({ roleId, visitTypeId, start }: Pick<Slot, 'roleId' | 'visitTypeId' | 'start'>): string {
  return `${squeeze(roleId)}.${(start.getTime() / 60_000).toString(36)}.${squeeze(visitTypeId)}`;
}

/** The time an id stands for, in epoch milliseconds, or null when it cannot be a slot's id. */
export function parseSlotId(id: string): { roleId: string; visitTypeId: string; startMs: number } | null {
  const match = /^([0-9a-z]{1,25})\.([0-9a-z]{1,7})\.([0-9a-z]{1,25})$/.exec(id);
  if (!match) return null;
  const [roleId, visitTypeId] = [unsqueeze(match[1] ?? ''), unsqueeze(match[3] ?? '')];
  const startMs = Number.parseInt(match[2] ?? '', 36) * 60_000;
  return roleId === '' || visitTypeId === '' ? null : { roleId, visitTypeId, startMs };
}

/** How a visit happens, in Plan-Net's codes. */
export function modeConcept(mode: VisitMode): FhirObject {
  if (mode === 'inPerson') return { coding: [coding(SYSTEMS.deliveryMethod, 'physical')] };
  return { coding: [coding(SYSTEMS.deliveryMethod, 'virtual'), coding(SYSTEMS.virtualModality, mode)] };
}

const ROUTINE = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0276', code: 'ROUTINE' }] };
const LINKS = 'http://fhir-registry.smarthealthit.org/StructureDefinition';

/** FHIR Slot; `deepLink` opens the time in the portal (SMART Scheduling Links). */
export function toFhirSlot(slot: FhirSlot, deepLink: string, phone: string): FhirObject & { id: string } {
  return {
    resourceType: 'Slot',
    id: formatSlotId(slot),
    extension: [
      { url: `${LINKS}/booking-deep-link`, valueUrl: deepLink },
      { url: `${LINKS}/booking-phone`, valueString: phone },
      { url: `${LINKS}/slot-capacity`, valueInteger: 1 },
    ],
    serviceType: [modeConcept(slot.mode)],
    appointmentType: ROUTINE,
    schedule: { reference: `Schedule/${slot.roleId}` },
    status: slot.status,
    start: slot.start.toISOString(),
    end: slot.end.toISOString(),
  };
}

export interface FhirScheduleInput {
  readonly roleId: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly roleResourceIds: readonly string[];
  readonly locationIds: readonly string[];
  readonly from: Date;
  readonly to: Date;
}

/** FHIR Schedule of a role; its id is the role's own. */
export function toFhirSchedule(input: FhirScheduleInput): FhirObject & { id: string } {
  return {
    resourceType: 'Schedule',
    id: input.roleId,
    meta: { versionId: String(input.version), lastUpdated: input.updatedAt.toISOString() },
    active: true,
    serviceType: [{ text: 'Behavioral health appointment' }],
    actor: [
      ...input.locationIds.map((id) => ({ reference: `Location/${id}` })),
      ...input.roleResourceIds.map((id) => ({ reference: `PractitionerRole/${id}` })),
    ],
    planningHorizon: { start: input.from.toISOString(), end: input.to.toISOString() },
  };
}

type Timed = Pick<AppointmentView, 'roleId' | 'visitTypeId' | 'start' | 'end' | 'mode'>;

function appointmentBody(timed: Timed, status: string, participants: readonly string[]): FhirObject {
  return {
    resourceType: 'Appointment',
    status,
    serviceType: [modeConcept(timed.mode)],
    appointmentType: ROUTINE,
    start: timed.start.toISOString(),
    end: timed.end.toISOString(),
    slot: [{ reference: `Slot/${formatSlotId(timed)}` }],
    participant: participants.map((reference) => ({
      actor: { reference },
      status: status === 'proposed' ? 'needs-action' : 'accepted',
    })),
  };
}

/** An offered time as a proposed Appointment (Argonaut Scheduling `$find`). */
export const toFhirProposed = (slot: Slot, participants: readonly string[]): FhirObject =>
  appointmentBody(slot, 'proposed', participants);

/** A held time. `comment` free of personal data: when the hold ends is an extension of ours. */
export function toFhirHeld(hold: HoldView, participants: readonly string[]): FhirObject {
  const until = {
    url: 'https://care-access.example/fhir/StructureDefinition/hold-expires',
    valueInstant: hold.expiresAt.toISOString(),
  };
  return { ...appointmentBody(hold, 'pending', participants), id: hold.appointmentId, extension: [until] };
}

/** A visit as its holder sees it; the code for coming back is its identifier. No personal details. */
export function toFhirAppointment(view: AppointmentView, participants: readonly string[]): FhirObject {
  return {
    ...appointmentBody(view, view.status, participants),
    id: view.id,
    meta: { lastUpdated: view.updatedAt.toISOString() },
    ...(view.code === null ? {} : { identifier: [{ system: 'https://care-access.example/appointment-code', value: view.code }] }),
  };
}
