import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { scopeOf } from '@/lib/auth/scope';
import type { Tx } from '@/lib/db/client';
import { inScope } from '@/lib/db/scope';
import { purposeKey } from '@/lib/db/seal';
import { isUuid, keyedHash } from '@/lib/ids';
import { announce } from './commands-notices';
import { inRetriedTransaction, patiently, requireHolder, type SchedulingDeps, SYSTEM } from './commands-transaction';
import { offerLater } from './commands-waitlist';
import { type AppointmentId, type AppointmentView, type VisitDetails, VisitDetailsSchema } from './model';
import { getDueAt, toView } from './queries';
import { findAlternatives } from './queries-near';
import type { NeedLevel } from './rules/access-standard';
import { type AppointmentRow, findAppointmentOf, findVisitKind, markBooked, markMoved } from './store';
import { confirmHold, lockMember, swapToHold } from './store-claims';
import { type FinalAnswer, findAnswer, type KeyedRequest, saveAnswer } from './store-idempotency';
import { isOffer } from './store-waitlist';

export interface BookInput {
  readonly appointmentId: string;
  readonly details: VisitDetails;
  /** From the need questions; decides by when the person is to be seen. */
  readonly needLevel?: NeedLevel | undefined;
  /** Language of messages about the visit; English when left out. */
  readonly locale?: 'en' | 'es' | undefined;
}

export interface Keyed<Result> {
  readonly result: Result;
  /** True when the answer was made by an earlier press. */
  readonly replayed: boolean;
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
    if (row.status === 'booked') return { ok: true, resultId: row.id };
    if (row.status !== 'pending') return { ok: false, code: 'NOT_ACTIVE' };
    const now = deps.clock.now();
    const claim = await confirmHold(tx, row.id, now);
    if (!claim) return { ok: false, code: 'HOLD_EXPIRED' };
    const needLevel = input.needLevel ?? 'routine';
    const document = { code: deps.ids.returnCode(), details, locale: input.locale ?? 'en' };
    await markBooked(tx, row.id, { document, needLevel, dueAt: await getDueAt(needLevel, now, tx) }, now);
    await announceChange(tx, actor, row.id, 'visitBooked', deps);
    await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.booked', subject: `appointment:${row.id}` });
    return { ok: true, resultId: row.id };
  });
}

/**
 * Confirms a move: the new time, held before, becomes the visit's time and the old one is let go, in one transaction.
 * Whatever goes wrong, the old time stays booked.
 * @throws as `bookAppointment`
 */
export async function moveAppointment(
  actor: Actor,
  appointmentId: string,
  key: string,
  deps: SchedulingDeps = SYSTEM,
): Promise<Keyed<AppointmentView>> {
  return answerOnce(actor, { id: appointmentId, key, body: ['move', appointmentId] }, deps, async (tx, row) => {
    const now = deps.clock.now();
    if (row.status !== 'booked' || row.startsAt <= now) return { ok: false, code: 'NOT_ACTIVE' };
    const claim = await swapToHold(tx, row.id, now);
    const kind = claim && (await findVisitKind(tx, claim.visitTypeId));
    if (!claim || !kind) return { ok: false, code: (await isOffer(tx, row.id)) ? 'OFFER_EXPIRED' : 'HOLD_EXPIRED' };
    const to = { roleId: claim.roleId, visitTypeId: claim.visitTypeId, start: claim.start, end: claim.end, ...kind };
    await markMoved(tx, row.id, to, now);
    await announceChange(tx, actor, row.id, 'visitMoved', deps);
    await offerLater(tx, { roleId: row.roleId, visitTypeId: row.visitTypeId, start: row.startsAt });
    await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.moved', subject: `appointment:${row.id}` });
    return { ok: true, resultId: row.id };
  });
}

async function announceChange(tx: Tx, actor: Actor, id: string, happened: 'visitBooked' | 'visitMoved', deps: SchedulingDeps) {
  const after = await findAppointmentOf(tx, id, requireHolder(actor), deps.clock.now());
  if (after) await announce(tx, after, happened, deps);
}

interface KeyedWork {
  readonly id: string;
  readonly key: string;
  readonly body: unknown;
}

const MAX_KEY_CHARS = 200;

/**
 * Runs a command under an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07): final answers, refusals too,
 * are stored with what they changed; failures of ours are not, so that they can be tried again.
 */
async function answerOnce(
  actor: Actor,
  { id, key, body }: KeyedWork,
  deps: SchedulingDeps,
  work: (tx: Tx, row: AppointmentRow) => Promise<FinalAnswer>,
): Promise<Keyed<AppointmentView>> {
  const holderId = requireHolder(actor);
  if (!key || key.length > MAX_KEY_CHARS) throw new AppError('KEY_MISSING');
  const now = deps.clock.now();
  const bodyHash = keyedHash(purposeKey('idempotency'), JSON.stringify(body));
  const request: KeyedRequest = { scopeId: holderId, key, bodyHash, now };
  const { answer, replayed } = await patiently(() =>
    inRetriedTransaction(scopeOf(actor), async (tx) => {
      await lockMember(tx, holderId);
      const known = await findAnswer(tx, request);
      if (known.kind === 'reused') throw new AppError('KEY_REUSED');
      if (known.kind === 'final') return { answer: known.answer, replayed: true };
      const row = await lockedRow(tx, id, holderId, now);
      if (!row) throw new AppError('NOT_FOUND');
      const fresh = await work(tx, row);
      await saveAnswer(tx, request, fresh);
      return { answer: fresh, replayed: false };
    }),
  );
  if (!answer.ok) throw new AppError(answer.code, await refusalDetail(actor, answer, id, deps));
  return patiently(() =>
    inScope(scopeOf(actor), async (tx) => {
      const row = await findAppointmentOf(tx, answer.resultId, holderId, now);
      if (!row) throw new AppError('NOT_FOUND');
      return { result: await toView(tx, row, now), replayed };
    }),
  );
}

async function lockedRow(tx: Tx, id: string, holderId: string, now: Date): Promise<AppointmentRow | null> {
  const row = isUuid(id) ? await findAppointmentOf(tx, id, holderId, now) : null;
  if (!row || row.memberId === holderId) return row;
  // Opened by code on another browser: wait for the member's own commands, then read again.
  await lockMember(tx, row.memberId);
  return findAppointmentOf(tx, id, holderId, now);
}

/** Other free times go with a lost hold, fresh ones for a replay too: stale offers would be lost again. */
async function refusalDetail(actor: Actor, answer: FinalAnswer, id: string, deps: SchedulingDeps) {
  if (answer.ok || answer.code !== 'HOLD_EXPIRED') return {};
  const find = (tx: Tx) => findAppointmentOf(tx, id as AppointmentId, requireHolder(actor), deps.clock.now());
  const row = await inScope(scopeOf(actor), find);
  if (!row) return {};
  const wanted = { roleId: row.roleId, visitTypeId: row.visitTypeId, start: row.startsAt };
  return { data: { alternatives: await findAlternatives(actor, wanted, deps) } };
}
