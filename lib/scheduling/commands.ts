import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { type Clock, instant, systemClock } from '@/lib/clock';
import { db, inTransaction, type Tx } from '@/lib/db/client';
import { sqlStateOf } from '@/lib/db/failure';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { type Ids, isUuid, parseReturnCode, systemIds } from '@/lib/ids';
import { announce } from './commands-notices';
import type { AppointmentView } from './model';
import { holderOf, toView } from './queries';
import { deleteAbandoned, findAppointmentOf, findByCode, grantAccess, markCancelled } from './store';
import { endClaims, lockMember } from './store-claims';

export interface SchedulingDeps {
  readonly clock: Clock;
  readonly ids: Ids;
}

export const SYSTEM: SchedulingDeps = { clock: systemClock, ids: systemIds };

/** @throws FORBIDDEN for actors without an identity to keep a time under */
export function requireHolder(actor: Actor): string {
  const holderId = holderOf(actor);
  if (!holderId) throw new AppError('FORBIDDEN');
  return holderId;
}

const RETRIES = 3;

/** No connection was free in time: nothing has been done, so trying again is safe. */
function isCrowded(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === 'P2028' && error.message.includes('Unable to start');
}

/**
 * A transaction that is tried again after a deadlock, a serialization failure, or a wait for a connection in a crowd;
 * those never reach a person. `before` runs ahead of every try: it may find that there is nothing left to try for.
 */
export async function inRetriedTransaction<T>(work: (tx: Tx) => Promise<T>, before?: () => Promise<void>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    await before?.();
    try {
      return await inTransaction(work);
    } catch (error) {
      const state = sqlStateOf(error);
      // 55P03: the member's own other press still works on it.
      if (state === '55P03') throw new AppError('IN_PROGRESS', { cause: error, retryAfterS: 2 });
      if (attempt > RETRIES || (state !== '40001' && state !== '40P01' && !isCrowded(error))) throw error;
    }
  }
}

/** Lets go of a held time. Nothing held is a success. */
export async function releaseHold(actor: Actor, appointmentId: string, deps: SchedulingDeps = SYSTEM): Promise<void> {
  const holderId = requireHolder(actor);
  const now = deps.clock.now();
  await inRetriedTransaction(async (tx) => {
    const row = isUuid(appointmentId) ? await findAppointmentOf(tx, appointmentId, holderId, now) : null;
    if (row) await endClaims(tx, row.id, 'held', 'released', now);
  });
}

/**
 * Gives the time back. No reason is asked. Cancelling again is a success.
 * @throws NOT_FOUND for foreign and unknown ids alike · NOT_ACTIVE once the visit has begun or was never booked
 */
export async function cancelAppointment(actor: Actor, id: string, deps: SchedulingDeps = SYSTEM): Promise<AppointmentView> {
  const holderId = requireHolder(actor);
  const now = deps.clock.now();
  return inRetriedTransaction(async (tx) => {
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
  const row = await findByCode(db(), code);
  if (!row || row.document?.details.birthDate !== input.birthDate) throw unknown;
  await inTransaction(async (tx) => {
    await grantAccess(tx, row.id, holderId, instant(now.getTime() + ACCESS_MS));
    await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.opened-by-code', subject: `appointment:${row.id}` });
  });
  return toView(db(), row, now);
}

/** Removes what abandoned bookings left behind; run by a daily job. @returns visits removed */
export function purgeAbandonedHolds(deps: SchedulingDeps = SYSTEM): Promise<number> {
  return deleteAbandoned(db(), deps.clock.now());
}
