import 'server-only';
import { AppError, type AppErrorCode, isAppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import { scopeOf } from '@/lib/auth/scope';
import type { Tx } from '@/lib/db/client';
import { inScope } from '@/lib/db/scope';
import { purposeKey } from '@/lib/db/seal';
import { isUuid, keyedHash } from '@/lib/ids';
import { inRetriedTransaction, patiently, requireHolder, type SchedulingDeps } from './commands-transaction';
import type { AppointmentId, AppointmentView } from './model';
import { toView } from './queries';
import { findAlternatives, type WantedTime } from './queries-near';
import { type AppointmentRow, findAppointmentOf } from './store';
import { lockMember } from './store-claims';
import { type FinalAnswer, findAnswer, type KeyedRequest, saveAnswer } from './store-idempotency';

export interface Keyed<Result> {
  readonly result: Result;
  /** True when nothing was changed now: an earlier press did it, or there was nothing to do. */
  readonly replayed: boolean;
}

interface KeyedWork {
  readonly id: string;
  readonly key: string;
  readonly body: unknown;
  /** The time that is asked for, when it is another than the visit's: others are looked for near it. */
  readonly wanted?: WantedTime | undefined;
}

const MAX_KEY_CHARS = 200;

/** Refusals that stay true for the request they answer; anything else may be tried again under its key (policy P11). */
const FINAL: ReadonlySet<AppErrorCode> = new Set([
  'SLOT_TAKEN',
  'MEMBER_CONFLICT',
  'NOT_ACTIVE',
  'HOLD_EXPIRED',
  'OFFER_EXPIRED',
  'SLOT_IN_PAST',
  'NOT_A_SLOT',
]);

interface Answered {
  readonly answer: FinalAnswer;
  readonly replayed: boolean;
}

/**
 * Runs a command under an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07): final answers, refusals too,
 * are stored with what they changed; failures of ours are not, so that they can be tried again.
 * @param work changes the visit, or throws the refusal that is its answer
 */
export async function answerOnce(
  actor: Actor,
  { id, key, body, wanted }: KeyedWork,
  deps: SchedulingDeps,
  work: (tx: Tx, row: AppointmentRow) => Promise<'done' | 'nothing to do'>,
): Promise<Keyed<AppointmentView>> {
  const holderId = requireHolder(actor);
  if (!key || key.length > MAX_KEY_CHARS) throw new AppError('KEY_MISSING');
  const now = deps.clock.now();
  const bodyHash = keyedHash(purposeKey('idempotency'), JSON.stringify(body));
  const request: KeyedRequest = { scopeId: holderId, key, bodyHash, now };
  const unlessKnown = (fresh: (tx: Tx) => Promise<Answered>) =>
    inRetriedTransaction(scopeOf(actor), async (tx) => {
      await lockMember(tx, holderId);
      const known = await findAnswer(tx, request);
      if (known.kind === 'reused') throw new AppError('KEY_REUSED');
      return known.kind === 'final' ? { answer: known.answer, replayed: true } : fresh(tx);
    });
  const change = () =>
    unlessKnown(async (tx) => {
      const row = await lockedRow(tx, id, holderId, now);
      if (!row) throw new AppError('NOT_FOUND');
      const done = await work(tx, row);
      const answer = { ok: true, resultId: row.id } as const;
      await saveAnswer(tx, request, answer);
      return { answer, replayed: done === 'nothing to do' };
    });
  // What was refused has changed nothing, so its answer may be kept in a transaction of its own.
  const refuse = (error: unknown) => {
    if (!isAppError(error) || !FINAL.has(error.code)) throw error;
    return unlessKnown(async (tx) => {
      // Other times are looked for again whenever this is answered.
      const data = error.code === 'SLOT_TAKEN' ? undefined : error.data;
      const answer = { ok: false, code: error.code, data } as const;
      await saveAnswer(tx, request, answer);
      return { answer, replayed: false };
    });
  };
  const { answer, replayed } = await patiently(() => change().catch(refuse));
  if (!answer.ok) throw new AppError(answer.code, await refusalDetail(actor, answer, { id, wanted }, deps));
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

/** Other free times go with a lost time, fresh ones for a replay too: stale offers would be lost again. */
async function refusalDetail(
  actor: Actor,
  { code, data }: Extract<FinalAnswer, { ok: false }>,
  { id, wanted }: Pick<KeyedWork, 'id' | 'wanted'>,
  deps: SchedulingDeps,
): Promise<{ data?: unknown }> {
  if (code !== 'HOLD_EXPIRED' && code !== 'SLOT_TAKEN') return { data };
  const find = (tx: Tx) => findAppointmentOf(tx, id as AppointmentId, requireHolder(actor), deps.clock.now());
  const row = wanted ? null : await inScope(scopeOf(actor), find);
  const near = wanted ?? (row && { roleId: row.roleId, visitTypeId: row.visitTypeId, start: row.startsAt });
  return near ? { data: { alternatives: await findAlternatives(actor, near, deps) } } : {};
}
