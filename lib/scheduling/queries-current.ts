import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { readSlice } from '@/lib/journey/model';
import { findJourney } from '@/lib/journey/queries';
import { type AppointmentsSlice, AppointmentsSliceSchema, type AppointmentView } from './model';
import { findAppointment } from './queries';

export interface CurrentVisit {
  readonly actor: Actor;
  readonly slice: AppointmentsSlice;
  /** The visit being made, moved or already booked on this browser, or null. */
  readonly visit: AppointmentView | null;
}

/** What this browser's progress says about the visit, with the visit itself when the browser may see it. */
export async function findCurrentVisit(): Promise<CurrentVisit> {
  const journey = await findJourney();
  const actor: Actor = { kind: 'visitor', journeyId: journey?.id ?? null };
  const slice = readSlice(journey, 'appointments', AppointmentsSliceSchema) ?? {};
  const visit = slice.appointmentId ? await findAppointment(actor, slice.appointmentId) : null;
  return { actor, slice, visit };
}
