import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit, recordLooks } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { type Db, db, inTransaction } from '@/lib/db/client';
import { parseReturnCode } from '@/lib/ids';
import type { DeskTask, OpenedTask, TaskKind, TaskReceipt } from './model';
import { rolesWorkedBy } from './rules';
import { findReceipt, findTask, listEnded, listOpen, listSubjects } from './store';

const DESK_LIMIT = 100;

/** When a report will be answered, for whoever holds its reference. Nothing of its content. @throws NOT_FOUND */
export async function getReceipt(_actor: Actor, reference: string): Promise<TaskReceipt> {
  const code = parseReturnCode(reference);
  const receipt = code ? await findReceipt(db(), code) : null;
  if (!receipt) throw new AppError('NOT_FOUND');
  return receipt;
}

export interface Desk {
  /** What is overdue first, then by due time; at most a hundred. */
  readonly tasks: readonly DeskTask[];
  readonly total: number;
  readonly overdue: number;
}

/** The open work of the actor's role, by due time; notes stay closed. @throws NOT_FOUND for those without any work */
export async function listDesk(actor: Actor, deps: { clock: Clock }): Promise<Desk> {
  const roles = rolesWorkedBy(actor);
  if (roles.length === 0) throw new AppError('NOT_FOUND');
  const { tasks, ...counts } = await listOpen(db(), roles, deps.clock.now(), DESK_LIMIT);
  return { tasks: tasks.map(({ note: _note, ...task }) => task), ...counts };
}

/** One task with what was written. Each opening is recorded. @throws NOT_FOUND for unknown and foreign ones alike */
export async function openTask(actor: Actor, reference: string, deps: { clock: Clock }): Promise<OpenedTask> {
  const code = parseReturnCode(reference);
  return inTransaction(async (tx) => {
    const task = code ? await findTask(tx, code, rolesWorkedBy(actor), deps.clock.now()) : null;
    if (!task) throw new AppError('NOT_FOUND');
    await recordAudit(tx, { actor: actorLabel(actor), action: 'task.opened', subject: `task:${task.reference}` });
    // A visit's work shows its person's name: they find the look in their own list.
    const visits = task.subject.startsWith('appointment:') ? [task.subject] : [];
    await recordLooks(tx, { actor: actorLabel(actor), action: 'appointment.seen-by-staff' }, visits);
    return task;
  });
}

/** Subjects with open tasks of a kind and how many; and, with 0, those with one made since. For other domains' upkeep. */
export const countTasksOf = (tx: Db, kind: TaskKind, since: Date): Promise<ReadonlyMap<string, number>> =>
  listSubjects(tx, kind, since);

/** What staff found in order when they ended tasks of these kinds. For other domains' upkeep. */
export const listConfirmed = (tx: Db, kinds: readonly TaskKind[], since: Date) =>
  listEnded(tx, { kinds, outcomes: ['fixed', 'nothingWrong'], since });
