import 'server-only';
import { AppError, isAppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import { scopeOf } from '@/lib/auth/scope';
import { instant } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { isUuid } from '@/lib/ids';
import { inRetriedTransaction, patiently, requireHolder, type SchedulingDeps, SYSTEM } from './commands-transaction';
import { ALTERNATIVES, HOLD_MINUTES, type HoldView, MAX_HOLDS, type ScheduleTemplate, type Span, type VisitType } from './model';
import { alternativesWithin, findAlternatives, readNeighbourhood, readTemplate, type WantedTime } from './queries-near';
import { MINUTE_MS } from './rules/calendar-days';
import { busySpan, refuseStart } from './rules/free-slots';
import { isHeldBy, spansFor } from './rules/taken-time';
import { type AppointmentRow, findAppointmentOf, insertPending } from './store';
import { type ClaimRow, endClaims, findOwnConflict, insertHold, listHolds, lockMember, type NewClaim } from './store-claims';

export interface HoldInput extends WantedTime {
  /** A pending appointment whose hold this one takes the place of: choosing another time. */
  readonly replaces?: string | undefined;
  /** A booked appointment that is being moved: its old time stays until the move is confirmed. */
  readonly movingId?: string | undefined;
}

/** What `holdSlot` answers. */
export interface HeldTime extends HoldView {
  /** The person had this time already: nothing was changed. */
  readonly again: boolean;
}

/** A wanted time that the role really offers, and all it takes to hold it. */
interface HoldWork {
  readonly actor: Actor;
  readonly holderId: string;
  readonly input: HoldInput;
  readonly template: ScheduleTemplate;
  readonly type: VisitType;
  readonly now: Date;
  readonly deps: SchedulingDeps;
}

/**
 * Keeps a time for 10 minutes while the person fills in the rest. Holding the same time again returns the same hold.
 * @throws SLOT_IN_PAST, NOT_A_SLOT (422) · SLOT_TAKEN (409, with three other free times) · MEMBER_CONFLICT (409) ·
 *   TOO_MANY_HOLDS (429) · NOT_FOUND, NOT_ACTIVE for a move of a foreign or ended visit
 */
export function holdSlot(actor: Actor, input: HoldInput, deps: SchedulingDeps = SYSTEM): Promise<HeldTime> {
  return patiently(async () => afterOthers(await judgeHold(actor, input, deps)));
}

/**
 * What reading tells about a wanted time: that the role offers it, and that nobody has it and no blackout lies there.
 * @throws SLOT_IN_PAST, NOT_A_SLOT (422) · SLOT_TAKEN (409)
 */
export async function judgeHold(actor: Actor, input: HoldInput, deps: SchedulingDeps): Promise<HoldWork> {
  const holderId = requireHolder(actor);
  const now = deps.clock.now();
  const template = isUuid(input.roleId) ? await readTemplate(input.roleId, now) : null;
  const type = template?.visitTypes.find((each) => each.id === input.visitTypeId);
  if (!template || !type) throw new AppError('NOT_A_SLOT');
  const refusal = refuseStart(template, type.id, input.start.getTime(), now.getTime());
  if (refusal) throw new AppError(refusal);
  const work = { actor, holderId, input, template, type, now, deps };
  await refuseTaken(work);
  return work;
}

interface Attempt {
  readonly roleId: string;
  readonly busy: Span;
  readonly ended: Promise<unknown>;
}

/** Attempts of this process that are in the database now. */
const attempts = new Set<Attempt>();

/**
 * Lets one attempt on a time into the database at once; the others look again when it has ended. This only spares the
 * losers of a crowd the way through a transaction each: between processes, and always in the end, the constraints decide.
 */
async function afterOthers(work: HoldWork): Promise<HeldTime> {
  const busy = busySpan(work.type, work.input.start.getTime());
  for (;;) {
    const ahead = [...attempts].find(
      (other) => other.roleId === work.input.roleId && other.busy.start < busy.end && busy.start < other.busy.end,
    );
    if (!ahead) break;
    await ahead.ended;
    await refuseTaken(work);
  }
  const mine = inRetriedTransaction(scopeOf(work.actor), (tx) => holdInside(tx, work));
  const attempt = { roleId: work.input.roleId, busy, ended: mine.catch(() => null) };
  attempts.add(attempt);
  try {
    return await mine;
  } catch (error) {
    if (!isAppError(error, 'SLOT_TAKEN')) throw error;
    await refuseTaken(work);
    throw new AppError('SLOT_TAKEN', { data: { alternatives: await findAlternatives(work.actor, work.input, work.deps) } });
  } finally {
    attempts.delete(attempt);
  }
}

/** Answers those who come too late from one read, without a transaction. Between two people the constraints decide. */
async function refuseTaken(work: HoldWork): Promise<void> {
  const { actor, input, template, type, now, deps } = work;
  const around = await readNeighbourhood(input, now);
  const wanted = busySpan(type, input.start.getTime());
  const viewer = { memberId: work.holderId, appointmentId: input.movingId };
  const inTheWay = spansFor(around.taken, viewer).filter((span) => span.start < wanted.end && wanted.start < span.end);
  // A visit of their own is another answer, which the transaction gives.
  if (inTheWay.length === 0 || inTheWay.some((span) => isHeldBy(span, work.holderId))) return;
  const near = alternativesWithin(actor, template, around, input, now);
  const alternatives = near.length === ALTERNATIVES ? near : await findAlternatives(actor, input, deps);
  throw new AppError('SLOT_TAKEN', { data: { alternatives } });
}

/**
 * Holds a time within a transaction; the constraints decide. A time the member holds already, or was offered, is theirs.
 * @throws SLOT_TAKEN, MEMBER_CONFLICT · TOO_MANY_HOLDS · NOT_FOUND, NOT_ACTIVE for a move; the transaction must end then
 */
export async function holdInside(tx: Tx, work: HoldWork): Promise<HeldTime> {
  const { input, type, now } = work;
  await lockMember(tx, work.holderId);
  const moving = input.movingId ? await requireMovable(tx, input.movingId, work.holderId, now) : null;
  const memberId = moving?.memberId ?? work.holderId;
  if (memberId !== work.holderId) await lockMember(tx, memberId);
  const holds = await listHolds(tx, memberId, now);
  const same = holds.find((hold) => isSame(hold, input) && (!moving || hold.appointmentId === moving.id));
  if (same?.expiresAt) return { ...toHold(work, same.id, same.appointmentId, same.expiresAt), again: true };
  const replaced = moving?.id ?? (await replaceable(tx, input.replaces, memberId, now));
  if (replaced) await endClaims(tx, replaced, 'held', 'released', now);
  if (holds.filter((hold) => hold.appointmentId !== replaced).length >= MAX_HOLDS) throw new AppError('TOO_MANY_HOLDS');
  const claim = buildClaim(work, memberId, moving);
  if (!(await insertHold(tx, claim))) {
    const own = await findOwnConflict(tx, memberId, claim.during, claim.appointmentId, now);
    throw own ? new AppError('MEMBER_CONFLICT', { data: { appointmentId: own } }) : new AppError('SLOT_TAKEN');
  }
  const hold = toHold(work, claim.id, claim.appointmentId, claim.expiresAt);
  if (!moving) {
    const { roleId, start, end, zone } = hold;
    await insertPending(tx, {
      id: claim.appointmentId,
      roleId,
      visitTypeId: type.id,
      memberId,
      mode: type.mode,
      start,
      end,
      zone,
      now,
    });
  }
  return { ...hold, again: false };
}

const isSame = (hold: ClaimRow, input: HoldInput) =>
  hold.roleId === input.roleId && hold.visitTypeId === input.visitTypeId && hold.start.getTime() === input.start.getTime();

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

function buildClaim({ input, type, now, deps }: HoldWork, memberId: string, moving: AppointmentRow | null): NewClaim {
  const start = input.start.getTime();
  return {
    id: deps.ids.uuid<'claim'>(),
    appointmentId: moving?.id ?? deps.ids.uuid<'appointment'>(),
    roleId: input.roleId,
    memberId,
    visitTypeId: type.id,
    during: { start, end: start + type.durationMin * MINUTE_MS },
    busy: busySpan(type, start),
    expiresAt: instant(now.getTime() + HOLD_MINUTES * MINUTE_MS),
    now,
  };
}

function toHold(
  { input, type, template }: HoldWork,
  claimId: NewClaim['id'],
  appointmentId: NewClaim['appointmentId'],
  expiresAt: Date,
): HoldView {
  return {
    claimId,
    appointmentId,
    roleId: input.roleId,
    visitTypeId: type.id,
    mode: type.mode,
    start: input.start,
    end: instant(input.start.getTime() + type.durationMin * MINUTE_MS),
    zone: template.zone,
    expiresAt,
  };
}
