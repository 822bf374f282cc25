import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import type { Tx } from '@/lib/db/client';
import { holdInside, judgeHold } from './commands-holding';
import { announce } from './commands-notices';
import { answerOnce, type Keyed } from './commands-once';
import { requireHolder, type SchedulingDeps, SYSTEM } from './commands-transaction';
import { offerLater } from './commands-waitlist';
import { type AppointmentView, type VisitDetails, VisitDetailsSchema } from './model';
import { getDueAt } from './queries';
import type { WantedTime } from './queries-near';
import type { NeedLevel } from './rules/access-standard';
import { type AppointmentRow, findAppointmentOf, findVisitKind, markBooked, markMoved } from './store';
import { confirmHold, swapToHold } from './store-claims';
import { isOffer } from './store-waitlist';

export interface BookInput {
  readonly appointmentId: string;
  readonly details: VisitDetails;
  /** From the need questions; decides by when the person is to be seen. */
  readonly needLevel?: NeedLevel | undefined;
  /** Language of messages about the visit; English when left out. */
  readonly locale?: 'en' | 'es' | undefined;
}

/**
 * Turns the held time into a booked visit. The booking, its audit row and the answer under the key commit together.
 * Pressing twice, or again after a lost connection, gives the same answer.
 * @throws KEY_MISSING (400) · KEY_REUSED (422) · HOLD_EXPIRED (410) · NOT_ACTIVE, IN_PROGRESS (409) · NOT_FOUND
 */
export async function bookAppointment(
  actor: Actor,
  input: BookInput,
  key: string,
  deps: SchedulingDeps = SYSTEM,
): Promise<Keyed<AppointmentView>> {
  const details = VisitDetailsSchema.parse(input.details);
  const body = ['book', input.appointmentId, input.needLevel ?? 'routine', details];
  return answerOnce(actor, { id: input.appointmentId, key, body }, deps, async (tx, row) => {
    if (row.status === 'booked') return 'nothing to do';
    if (row.status !== 'pending') throw new AppError('NOT_ACTIVE');
    const now = deps.clock.now();
    const claim = await confirmHold(tx, row.id, now);
    if (!claim) throw new AppError('HOLD_EXPIRED');
    const needLevel = input.needLevel ?? 'routine';
    const document = { code: deps.ids.returnCode(), details, locale: input.locale ?? 'en' };
    await markBooked(tx, row.id, { document, needLevel, dueAt: await getDueAt(needLevel, now, tx) }, now);
    await announceChange(tx, actor, row.id, 'visitBooked', deps);
    await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.booked', subject: `appointment:${row.id}` });
    return 'done';
  });
}

/**
 * Confirms a move: the new time, held or offered before, becomes the visit's time and the old one is let go, in one
 * transaction. Whatever goes wrong, the old time stays booked.
 * @throws as `bookAppointment` · OFFER_EXPIRED (410)
 */
export async function moveAppointment(
  actor: Actor,
  appointmentId: string,
  key: string,
  deps: SchedulingDeps = SYSTEM,
): Promise<Keyed<AppointmentView>> {
  return answerOnce(actor, { id: appointmentId, key, body: ['move', appointmentId] }, deps, async (tx, row) => {
    requireComing(row, deps);
    await takeHeldTime(tx, actor, row, deps);
    return 'done';
  });
}

export interface RescheduleInput {
  readonly appointmentId: string;
  readonly to: WantedTime;
}

/**
 * Moves a visit to a time that nobody held before, in one step under one key: holds it and takes it in place of the old
 * one. Whatever goes wrong, the old time stays booked. A move to the time it has already is a success.
 * @throws as `holdSlot` and `moveAppointment`; the refusals of both are replayed under the key
 */
export async function rescheduleAppointment(
  actor: Actor,
  { appointmentId, to }: RescheduleInput,
  key: string,
  deps: SchedulingDeps = SYSTEM,
): Promise<Keyed<AppointmentView>> {
  const body = ['reschedule', appointmentId, to.roleId, to.visitTypeId, to.start.getTime()];
  // Before the transaction, because it reads over a connection of its own; refused inside, because a replay comes first.
  const judged = await judgeHold(actor, { ...to, movingId: appointmentId }, deps).catch((error: Error) => error);
  const wanted = { ...to, movingId: appointmentId };
  return answerOnce(actor, { id: appointmentId, key, body, wanted }, deps, async (tx, row) => {
    requireComing(row, deps);
    if (isAt(row, to)) return 'nothing to do';
    if (judged instanceof Error) throw judged;
    await holdInside(tx, judged);
    await takeHeldTime(tx, actor, row, deps);
    return 'done';
  });
}

const isAt = (row: AppointmentRow, { roleId, visitTypeId, start }: WantedTime) =>
  row.roleId === roleId && row.visitTypeId === visitTypeId && row.startsAt.getTime() === start.getTime();

function requireComing(row: AppointmentRow, { clock }: SchedulingDeps): void {
  if (row.status !== 'booked' || row.startsAt <= clock.now()) throw new AppError('NOT_ACTIVE');
}

/** Puts a visit on the time that is held for it, and lets the old one go. */
async function takeHeldTime(tx: Tx, actor: Actor, row: AppointmentRow, deps: SchedulingDeps): Promise<void> {
  const now = deps.clock.now();
  const claim = await swapToHold(tx, row.id, now);
  const kind = claim && (await findVisitKind(tx, claim.visitTypeId));
  if (!claim || !kind) throw new AppError((await isOffer(tx, row.id)) ? 'OFFER_EXPIRED' : 'HOLD_EXPIRED');
  const to = { roleId: claim.roleId, visitTypeId: claim.visitTypeId, start: claim.start, end: claim.end, ...kind };
  await markMoved(tx, row.id, to, now);
  await announceChange(tx, actor, row.id, 'visitMoved', deps);
  await offerLater(tx, { roleId: row.roleId, visitTypeId: row.visitTypeId, start: row.startsAt });
  await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.moved', subject: `appointment:${row.id}` });
}

async function announceChange(tx: Tx, actor: Actor, id: string, happened: 'visitBooked' | 'visitMoved', deps: SchedulingDeps) {
  const after = await findAppointmentOf(tx, id, requireHolder(actor), deps.clock.now());
  if (after) await announce(tx, after, happened, deps);
}
