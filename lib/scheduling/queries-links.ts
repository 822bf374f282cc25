import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { type Clock, instant, systemClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { type LinkPurpose, readLinkToken } from './link-token';
import type { Slot, VisitMode } from './model';
import { openSlots } from './queries';
import { findAnyAppointment } from './store';

/** What a link's page may show: a time, and never whose, with whom or why. */
export interface LinkView {
  readonly purpose: LinkPurpose;
  readonly state: 'open' | 'confirmed' | 'cancelled';
  readonly visit: { readonly start: Date; readonly mode: VisitMode; readonly zone: string };
  /** Other times, for a link that moves. */
  readonly slots: readonly Slot[];
}

const LOOK_DAYS = 30;
const DAY_MS = 86_400_000;

/** What a link leads to; null for used, old and forged ones alike. Reading changes nothing: mail scanners open links. */
export async function findByLink(token: string, deps: { clock: Clock } = { clock: systemClock }): Promise<LinkView | null> {
  const target = readLinkToken(token);
  const row = target && (await asSystem('visit-link', (tx) => findAnyAppointment(tx, target.appointmentId)));
  if (!target || row?.version !== target.version) return null;
  const now = deps.clock.now();
  const { purpose } = target;
  const visit = { start: row.startsAt, mode: row.mode, zone: row.zone };
  if (row.status === 'cancelled' && purpose === 'cancel') return { purpose, state: 'cancelled', visit, slots: [] };
  if (row.status !== 'booked' || row.startsAt <= now) return null;
  const state = purpose === 'confirm' && row.confirmedAt ? 'confirmed' : 'open';
  if (purpose !== 'move') return { purpose, state, visit, slots: [] };
  const owner: Actor = { kind: 'visitor', journeyId: row.memberId };
  const to = instant(now.getTime() + LOOK_DAYS * DAY_MS);
  const slots = await openSlots(owner, { roleId: row.roleId, from: now, to, mode: row.mode, movingId: row.id }, deps);
  return { purpose, state, visit, slots: slots.filter((slot) => slot.start.getTime() !== row.startsAt.getTime()) };
}
