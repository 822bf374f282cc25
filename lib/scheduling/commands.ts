import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { scopeOf } from '@/lib/auth/scope';
import { instant } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { isUuid, parseReturnCode } from '@/lib/ids';
import { announce } from './commands-notices';
import { inRetriedTransaction, requireHolder, type SchedulingDeps, SYSTEM } from './commands-transaction';
import { offerLater } from './commands-waitlist';
import type { AppointmentView } from './model';
import { findByCode, toView } from './queries';
import { deleteAbandoned, findAppointmentOf, grantAccess, markCancelled } from './store';
import { endClaims, findHold, lockMember } from './store-claims';
import { isOffer } from './store-waitlist';

/** Lets go of a held time. Nothing held is a success. */
export async function releaseHold(actor: Actor, appointmentId: string, deps: SchedulingDeps = SYSTEM): Promise<void> {
  const holderId = requireHolder(actor);
  const now = deps.clock.now();
  await inRetriedTransaction(scopeOf(actor), async (tx) => {
    const row = isUuid(appointmentId) ? await findAppointmentOf(tx, appointmentId, holderId, now) : null;
    if (!row) return;
    const hold = await findHold(tx, row.id, now);
    const offered = hold !== null && (await isOffer(tx, row.id));
    await endClaims(tx, row.id, 'held', 'released', now);
    if (hold && offered) await offerLater(tx, hold);
  });
}

/**
 * Gives the time back. No reason is asked. Cancelling again is a success.
 * @throws NOT_FOUND for foreign and unknown ids alike · NOT_ACTIVE once the visit has begun or was never booked
 */
export async function cancelAppointment(actor: Actor, id: string, deps: SchedulingDeps = SYSTEM): Promise<AppointmentView> {
  const holderId = requireHolder(actor);
  const now = deps.clock.now();
  return inRetriedTransaction(scopeOf(actor), async (tx) => {
    const row = isUuid(id) ? await findAppointmentOf(tx, id, holderId, now) : null;
    if (!row) throw new AppError('NOT_FOUND');
    await lockMember(tx, row.memberId);
    const fresh = await findAppointmentOf(tx, id, holderId, now);
    if (fresh?.status === 'cancelled') return toView(tx, fresh, now);
    if (fresh?.status !== 'booked' || fresh.startsAt <= now) throw new AppError('NOT_ACTIVE');
    await endClaims(tx, fresh.id, 'booked', 'cancelled', now);
    await endClaims(tx, fresh.id, 'held', 'released', now);
    await markCancelled(tx, fresh.id, now);
    const after = (await findAppointmentOf(tx, id, holderId, now)) ?? fresh;
    await announce(tx, after, 'visitCancelled', deps);
    await offerLater(tx, { roleId: fresh.roleId, visitTypeId: fresh.visitTypeId, start: fresh.startsAt });
    const view = await toView(tx, after, now);
    await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.cancelled', subject: `appointment:${row.id}` });
    return view;
  });
}

const ACCESS_MS = 2 * 3_600_000;

/**
 * Opens an appointment on this browser by its code and birth date, for two hours.
 * @throws CODE_UNKNOWN for a wrong code, a wrong birth date and an ended visit alike; TOO_MANY after 5 tries in an hour
 */
export async function findAppointmentByCode(
  actor: Actor,
  input: { readonly code: string; readonly birthDate: string; readonly network: string },
  deps: SchedulingDeps = SYSTEM,
): Promise<AppointmentView> {
  const holderId = requireHolder(actor);
  const now = deps.clock.now();
  const unknown = new AppError('CODE_UNKNOWN', { fields: { code: 'errors.CODE_UNKNOWN' } });
  const code = parseReturnCode(input.code);
  if (!code) throw unknown;
  // By code, so that nobody can try birth dates; by network, so that nobody can try codes.
  await requireUnderLimit(RATE_RULES.appointmentCode, `code|${code}`, deps.clock);
  if (input.network !== 'local') await requireUnderLimit(RATE_RULES.appointmentCode, input.network, deps.clock);
  const row = await findByCode(code);
  if (!row || row.document?.details.birthDate !== input.birthDate) throw unknown;
  return asSystem('appointment-code', async (tx) => {
    await grantAccess(tx, row.id, holderId, instant(now.getTime() + ACCESS_MS));
    const view = await toView(tx, row, now);
    await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.opened-by-code', subject: `appointment:${row.id}` });
    return view;
  });
}

/** Removes what abandoned bookings left behind; run by a daily job. @returns visits removed */
export function purgeAbandonedHolds(deps: SchedulingDeps = SYSTEM): Promise<number> {
  return asSystem('appointment-purge', (tx) => deleteAbandoned(tx, deps.clock.now()));
}
