import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { inTransaction, type Tx } from '@/lib/db/client';
import { type Ids, parseReturnCode } from '@/lib/ids';
import { type NewTask, type OpenedTask, TASK_KINDS, type TaskKind, type TaskOutcome, type TaskReceipt } from './model';
import { rolesWorkedBy } from './rules';
import { findTask, insertTask, lockOpenTask, setClosed, setOpen, setTaken } from './store';

interface Deps {
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Adds owned work inside the caller's transaction, so that it exists exactly when its cause does. */
export async function createTask(tx: Tx, task: NewTask, deps: Deps): Promise<TaskReceipt> {
  const reference = deps.ids.returnCode();
  await insertTask(tx, { ...task, id: deps.ids.uuid<'task'>(), reference, now: deps.clock.now() });
  return { reference, dueAt: task.dueAt };
}

/**
 * Makes sure that one open task of this kind stands for the subject, with the newest facts, or with what `join` makes of
 * both. An older one is replaced, and never becomes due later. Who asks twice gets the same answer.
 */
export async function ensureTask(
  tx: Tx,
  newest: NewTask,
  deps: Deps,
  join: (newest: NewTask, before: OpenedTask) => NewTask = (only) => only,
): Promise<TaskReceipt> {
  const now = deps.clock.now();
  const before = await lockOpenTask(tx, newest.kind, newest.subject, now);
  const task = before ? join(newest, before) : newest;
  const same = before && isDeepStrictEqual(before.detail, task.detail) && before.note === task.note;
  if (before && same && before.dueAt <= task.dueAt) return before;
  if (before) await setClosed(tx, before.reference, { status: 'replaced', outcome: null, at: now });
  const dueAt = before && before.dueAt < task.dueAt ? before.dueAt : task.dueAt;
  return createTask(tx, { ...task, dueAt }, deps);
}

/** Ends the open task of a kind for a subject inside the caller's transaction, which decides and records why. None is fine. */
export async function settleTask(
  tx: Tx,
  { kind, subject, outcome }: Pick<NewTask, 'kind' | 'subject'> & { readonly outcome: TaskOutcome },
  deps: { clock: Clock },
): Promise<void> {
  const at = deps.clock.now();
  const task = await lockOpenTask(tx, kind, subject, at);
  if (task) await setClosed(tx, task.reference, { status: 'done', outcome, at });
}

/** Ends the open task of a kind for a subject, when what it asked for is done elsewhere. Inside the caller's transaction. */
export async function endTask(
  tx: Tx,
  actor: Actor,
  task: { readonly kind: TaskKind; readonly subject: string; readonly outcome: TaskOutcome },
  deps: { clock: Clock },
): Promise<void> {
  const at = deps.clock.now();
  const open = await lockOpenTask(tx, task.kind, task.subject, at);
  if (!open || !(await setClosed(tx, open.reference, { status: 'done', outcome: task.outcome, at }))) return;
  const detail = { outcome: task.outcome };
  await recordAudit(tx, { actor: actorLabel(actor), action: 'task.done', subject: `task:${open.reference}`, detail });
}

/** Runs one change of a task that is the actor's to work on, and records it. @throws NOT_FOUND, NOT_ACTIVE */
async function change(
  actor: Actor,
  reference: string,
  deps: { clock: Clock },
  audit: { readonly verb: string; readonly detail?: Readonly<Record<string, string>> },
  work: (tx: Tx, task: OpenedTask) => Promise<boolean>,
): Promise<void> {
  const code = parseReturnCode(reference);
  await inTransaction(async (tx) => {
    const task = code ? await findTask(tx, code, rolesWorkedBy(actor), deps.clock.now()) : null;
    if (!task) throw new AppError('NOT_FOUND');
    if (!(await work(tx, task))) throw new AppError('NOT_ACTIVE');
    const { verb, detail = {} } = audit;
    await recordAudit(tx, { actor: actorLabel(actor), action: `task.${verb}`, subject: `task:${task.reference}`, detail });
  });
}

/** Says "I am on it". Taking over from a colleague is allowed, and recorded. @throws NOT_FOUND, NOT_ACTIVE when closed */
export async function takeTask(actor: Actor, reference: string, deps: { clock: Clock }): Promise<void> {
  const staffId = actor.kind === 'staff' ? actor.staffId : null;
  await change(actor, reference, deps, { verb: 'taken' }, (tx, task) => setTaken(tx, task.reference, staffId, deps.clock.now()));
}

/** Closes a task with how it ended. @throws NOT_FOUND, INVALID for an end that its kind does not have, NOT_ACTIVE */
export async function finishTask(
  actor: Actor,
  input: { readonly reference: string; readonly outcome: TaskOutcome },
  deps: { clock: Clock },
): Promise<void> {
  await change(actor, input.reference, deps, { verb: 'done', detail: { outcome: input.outcome } }, (tx, task) => {
    const outcomes: readonly TaskOutcome[] = TASK_KINDS[task.kind].outcomes;
    if (!outcomes.includes(input.outcome)) throw new AppError('INVALID');
    return setClosed(tx, task.reference, { status: 'done', outcome: input.outcome, at: deps.clock.now() });
  });
}

/**
 * Puts another task in the place of an open one, which stays on record as it was. With `outcome` the new one is closed
 * at once: it says why nothing is left to do. @throws NOT_FOUND, NOT_ACTIVE, and what `decide` throws
 */
export async function replaceTask(
  actor: Actor,
  reference: string,
  decide: (task: OpenedTask) => { readonly task: NewTask; readonly outcome: TaskOutcome | null },
  deps: Deps,
): Promise<TaskReceipt | null> {
  let receipt: TaskReceipt | null = null;
  await change(actor, reference, deps, { verb: 'replaced' }, async (tx, before) => {
    const { task, outcome } = decide(before);
    const at = deps.clock.now();
    if (!(await setClosed(tx, before.reference, { status: 'replaced', outcome: null, at }))) return false;
    receipt = await createTask(tx, task, deps);
    return outcome === null || setClosed(tx, receipt.reference, { status: 'done', outcome, at });
  });
  return receipt;
}

/** Opens a finished task again; its due time stays. @throws NOT_FOUND, NOT_ACTIVE when it is not done or another took its place */
export async function reopenTask(actor: Actor, reference: string, deps: { clock: Clock }): Promise<void> {
  await change(actor, reference, deps, { verb: 'reopened' }, async (tx, { kind, subject, reference: code }) => {
    // What a domain decided is asked for anew there; a task alone would stand for nothing.
    if (TASK_KINDS[kind].outcomes.length === 0) return false;
    const other = kind === 'directory.report' ? null : await lockOpenTask(tx, kind, subject, deps.clock.now());
    return other === null && setOpen(tx, code);
  });
}
