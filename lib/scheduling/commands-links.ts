import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import type { Actor } from '@/lib/auth/actor';
import { asSystem } from '@/lib/db/scope';
import { cancelAppointment } from './commands';
import { moveAppointment } from './commands-booking';
import { holdSlot } from './commands-holding';
import { type SchedulingDeps, SYSTEM } from './commands-transaction';
import { type LinkPurpose, readLinkToken, writeLinkToken } from './link-token';
import type { VisitTypeId } from './model';
import { type AppointmentRow, findAnyAppointment, markConfirmed } from './store';

/** A link acts for whoever owns the visit, and only as its purpose says: who holds it got it at the owner's address. */
const ownerOf = (row: AppointmentRow): Actor => ({ kind: 'visitor', journeyId: row.memberId });

async function requireLink(token: string, purpose: LinkPurpose, deps: SchedulingDeps): Promise<AppointmentRow> {
  const target = readLinkToken(token);
  const row = target && (await asSystem('visit-link', (tx) => findAnyAppointment(tx, target.appointmentId)));
  if (target?.purpose !== purpose || row?.version !== target.version) throw new AppError('NOT_ACTIVE');
  if (row.status !== 'booked' || row.startsAt <= deps.clock.now()) throw new AppError('NOT_ACTIVE');
  return row;
}

/** Notes that the person comes. Pressing again is a success. @throws NOT_ACTIVE for used, old and forged links alike */
export async function confirmByLink(token: string, deps: SchedulingDeps = SYSTEM): Promise<void> {
  const row = await requireLink(token, 'confirm', deps);
  await asSystem('visit-link', async (tx) => {
    await markConfirmed(tx, row.id, deps.clock.now());
    await recordAudit(tx, { actor: 'visitor', action: 'appointment.confirmed', subject: `appointment:${row.id}` });
  });
}

/** Cancels. @returns the link under which the page tells so @throws NOT_ACTIVE */
export async function cancelByLink(token: string, deps: SchedulingDeps = SYSTEM): Promise<string> {
  const row = await requireLink(token, 'cancel', deps);
  await cancelAppointment(ownerOf(row), row.id, deps);
  return nextLink(row, 'cancel');
}

/**
 * Moves the visit to another time of the same practitioner role; the old time stays whatever goes wrong.
 * @returns a link to the visit at its new time @throws NOT_ACTIVE, and as `holdSlot`
 */
export async function moveByLink(
  token: string,
  slot: { readonly visitTypeId: VisitTypeId | string; readonly start: Date },
  key: string,
  deps: SchedulingDeps = SYSTEM,
): Promise<string> {
  const row = await requireLink(token, 'move', deps);
  await holdSlot(ownerOf(row), { roleId: row.roleId, ...slot, movingId: row.id }, deps);
  await moveAppointment(ownerOf(row), row.id, key, deps);
  return nextLink(row, 'confirm');
}

async function nextLink(row: AppointmentRow, purpose: LinkPurpose): Promise<string> {
  const after = await asSystem('visit-link', (tx) => findAnyAppointment(tx, row.id));
  return writeLinkToken({ purpose, appointmentId: row.id, version: after?.version ?? 0 });
}
