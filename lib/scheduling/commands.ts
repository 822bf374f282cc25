import 'server-only';
import { AppError, isAppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { type Clock, instant, systemClock } from '@/lib/clock';
import { db, inTransaction, type Tx } from '@/lib/db/client';
import { sqlStateOf } from '@/lib/db/failure';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { type Ids, isUuid, parseReturnCode, systemIds } from '@/lib/ids';
import { type AppointmentId, type AppointmentView, HOLD_MINUTES, type HoldView, MAX_HOLDS, type VisitType } from './model';
import { findAlternatives, holderOf, readHold, templatesFrom, toView } from './queries';
import { MINUTE_MS } from './rules/calendar-days';
import { busySpan, refuseStart } from './rules/free-slots';
import {
  type AppointmentRow,
  deleteAbandoned,
  findAppointmentOf,
  findByCode,
  grantAccess,
  insertPending,
  markCancelled,
} from './store';
import { countHolds, endClaims, findOwnConflict, findSameHold, insertHold, lockMember } from './store-claims';
import { loadTemplates } from './store-schedules';

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

/** A transaction that is tried again after a deadlock or serialization failure; those never reach a person. */
export async function inRetriedTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(work);
    } catch (error) {
      const state = sqlStateOf(error);
      // 55P03: the member's own other press still works on it.
      if (state === '55P03') throw new AppError('IN_PROGRESS', { cause: error, retryAfterS: 2 });
      if (attempt > RETRIES || (state !== '40001' && state !== '40P01')) throw error;
    }
  }
}

export interface HoldInput {
  readonly roleId: string;
  readonly visitTypeId: string;
  readonly start: Date;
  /** A pending appointment whose hold this one takes the place of: choosing another time. */
  readonly replaces?: string | undefined;
  /** A booked appointment that is being moved: its old time stays until the move is confirmed. */
  readonly movingId?: string | undefined;
}

/**
 * Keeps a time for 10 minutes while the person fills in the rest. Holding the same time again returns the same hold.
 * @throws SLOT_IN_PAST, NOT_A_SLOT (422) · SLOT_TAKEN (409, with three other free times) · MEMBER_CONFLICT (409) ·
 *   TOO_MANY_HOLDS (429) · NOT_FOUND, NOT_ACTIVE for a move of a foreign or ended visit
 */
export async function holdSlot(actor: Actor, input: HoldInput, deps: SchedulingDeps = SYSTEM): Promise<HoldView> {
  const memberId = requireHolder(actor);
  const now = deps.clock.now();
  const template = isUuid(input.roleId)
    ? (await loadTemplates(db(), [input.roleId], templatesFrom(now))).get(input.roleId)
    : null;
  const type = template?.visitTypes.find((each) => each.id === input.visitTypeId);
  if (!template || !type) throw new AppError('NOT_A_SLOT');
  const refusal = refuseStart(template, type.id, input.start.getTime(), now.getTime());
  if (refusal) throw new AppError(refusal);
  try {
    return await inRetriedTransaction((tx) => holdInside(tx, { memberId, input, type, zone: template.zone, now, deps }));
  } catch (error) {
    if (!isAppError(error, 'SLOT_TAKEN')) throw error;
    throw new AppError('SLOT_TAKEN', { data: { alternatives: await findAlternatives(actor, input, deps) } });
  }
}

interface HoldWork {
  readonly memberId: string;
  readonly input: HoldInput;
  readonly type: VisitType;
  readonly zone: string;
  readonly now: Date;
  readonly deps: SchedulingDeps;
}

async function holdInside(tx: Tx, work: HoldWork): Promise<HoldView> {
  const { input, type, now } = work;
  await lockMember(tx, work.memberId);
  const moving = input.movingId ? await requireMovable(tx, input.movingId, work.memberId, now) : null;
  const memberId = moving?.memberId ?? work.memberId;
  if (memberId !== work.memberId) await lockMember(tx, memberId);
  const same = await findSameHold(tx, memberId, input.roleId, type.id, input.start, now);
  if (same && (!moving || same.appointmentId === moving.id)) return requireHold(tx, same.appointmentId, now);
  const replaced = moving?.id ?? (await replaceable(tx, input.replaces, memberId, now));
  if (replaced) await endClaims(tx, replaced, 'held', 'released', now);
  if ((await countHolds(tx, memberId, now)) >= MAX_HOLDS) throw new AppError('TOO_MANY_HOLDS');
  const appointmentId = moving?.id ?? (await startAppointment(tx, work, memberId));
  await claimTime(tx, work, appointmentId, memberId);
  return requireHold(tx, appointmentId, now);
}

async function requireMovable(tx: Tx, id: string, holderId: string, now: Date): Promise<AppointmentRow> {
  const row = isUuid(id) ? await findAppointmentOf(tx, id, holderId, now) : null;
  if (!row) throw new AppError('NOT_FOUND');
  if (row.status !== 'booked' || row.startsAt <= now) throw new AppError('NOT_ACTIVE');
  return row;
}

async function replaceable(tx: Tx, id: string | undefined, memberId: string, now: Date): Promise<string | null> {
  const row = id && isUuid(id) ? await findAppointmentOf(tx, id, memberId, now) : null;
  return row?.status === 'pending' ? row.id : null;
}

async function startAppointment(tx: Tx, work: HoldWork, memberId: string): Promise<AppointmentId> {
  const { input, type, zone, now, deps } = work;
  const id = deps.ids.uuid<'appointment'>();
  const end = instant(input.start.getTime() + type.durationMin * MINUTE_MS);
  await insertPending(tx, {
    id,
    roleId: input.roleId,
    visitTypeId: type.id,
    memberId,
    mode: type.mode,
    start: input.start,
    end,
    zone,
    now,
  });
  return id;
}

async function claimTime(tx: Tx, work: HoldWork, appointmentId: AppointmentId, memberId: string): Promise<void> {
  const { input, type, now, deps } = work;
  const start = input.start.getTime();
  const during = { start, end: start + type.durationMin * MINUTE_MS };
  const claim = {
    id: deps.ids.uuid<'claim'>(),
    appointmentId,
    roleId: input.roleId,
    memberId,
    visitTypeId: type.id,
    during,
    busy: busySpan(type, start),
    expiresAt: instant(now.getTime() + HOLD_MINUTES * MINUTE_MS),
    now,
  };
  if (await insertHold(tx, claim)) return;
  const own = await findOwnConflict(tx, memberId, during, appointmentId, now);
  throw own ? new AppError('MEMBER_CONFLICT', { data: { appointmentId: own } }) : new AppError('SLOT_TAKEN');
}

async function requireHold(tx: Tx, appointmentId: string, now: Date): Promise<HoldView> {
  const hold = await readHold(tx, appointmentId, now);
  if (!hold) throw new AppError('HOLD_EXPIRED');
  return hold;
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
    const view = await toView(tx, (await findAppointmentOf(tx, id, holderId, now)) ?? fresh, now);
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
