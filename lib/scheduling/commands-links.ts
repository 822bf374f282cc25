import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import type { Actor } from '@/lib/auth/actor';
import { asSystem } from '@/lib/db/scope';
import { cancelAppointment } from './commands';
import { rescheduleAppointment } from './commands-booking';
import { type SchedulingDeps, SYSTEM } from './commands-transaction';
import { type LinkPurpose, readLinkToken, writeLinkToken } from './link-token';
import type { VisitTypeId } from './model';
import { type AppointmentRow, findAnyAppointment, markConfirmed } from './store';

/** A link acts for whoever owns the visit, and only as its purpose says: who holds it got it at the owner's address. */
const ownerOf = (row: AppointmentRow): Actor => ({ kind: 'visitor', journeyId: row.memberId });

interface Linked {
  readonly row: AppointmentRow;
  /** The visit has changed once since the link was written: perhaps this very link was pressed twice. */
  readonly changedOnce: boolean;
}

async function readLink(token: string, purpose: LinkPurpose): Promise<Linked> {
  const target = readLinkToken(token);
  const row = target && (await asSystem('visit-link', (tx) => findAnyAppointment(tx, target.appointmentId)));
  const changes = target && row ? row.version - target.version : -1;
  if (!row || target?.purpose !== purpose || (changes !== 0 && changes !== 1)) throw new AppError('NOT_ACTIVE');
  return { row, changedOnce: changes === 1 };
}

function requireComing({ row, changedOnce }: Linked, { clock }: SchedulingDeps): void {
  if (changedOnce || row.status !== 'booked' || row.startsAt <= clock.now()) throw new AppError('NOT_ACTIVE');
}

/** Notes that the person comes. Pressing again is a success. @throws NOT_ACTIVE for used, old and forged links alike */
export async function confirmByLink(token: string, deps: SchedulingDeps = SYSTEM): Promise<void> {
  const link = await readLink(token, 'confirm');
  requireComing(link, deps);
  const { row } = link;
  await asSystem('visit-link', async (tx) => {
    await markConfirmed(tx, row.id, deps.clock.now());
    await recordAudit(tx, { actor: 'visitor', action: 'appointment.confirmed', subject: `appointment:${row.id}` });
  });
}

/** Cancels. Pressing twice is a success. @returns the link under which the page tells so @throws NOT_ACTIVE */
export async function cancelByLink(token: string, deps: SchedulingDeps = SYSTEM): Promise<string> {
  const link = await readLink(token, 'cancel');
  const { row } = link;
  if (!(link.changedOnce && row.status === 'cancelled')) {
    requireComing(link, deps);
    await cancelAppointment(ownerOf(row), row.id, deps);
  }
  return nextLink(row, 'cancel');
}

/**
 * Moves the visit to another time of the same practitioner role; the old time stays whatever goes wrong. Pressing twice
 * is a success. @returns a link to the visit at its new time @throws NOT_ACTIVE, and as `rescheduleAppointment`
 */
export async function moveByLink(
  token: string,
  slot: { readonly visitTypeId: VisitTypeId | string; readonly start: Date },
  key: string,
  deps: SchedulingDeps = SYSTEM,
): Promise<string> {
  const link = await readLink(token, 'move');
  const { row } = link;
  const isThere = link.changedOnce && row.status === 'booked' && row.startsAt.getTime() === slot.start.getTime();
  if (!isThere) {
    requireComing(link, deps);
    await rescheduleAppointment(ownerOf(row), { appointmentId: row.id, to: { roleId: row.roleId, ...slot } }, key, deps);
  }
  return nextLink(row, 'confirm');
}

async function nextLink(row: AppointmentRow, purpose: LinkPurpose): Promise<string> {
  const after = await asSystem('visit-link', (tx) => findAnyAppointment(tx, row.id));
  return writeLinkToken({ purpose, appointmentId: row.id, version: after?.version ?? 0 });
}
