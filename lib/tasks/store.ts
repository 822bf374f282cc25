import 'server-only';
import type { StaffRole } from '@/lib/auth/actor';
import type { Db, Tx } from '@/lib/db/client';
import { open, seal } from '@/lib/db/seal';
import { isTaskKind, type NewTask, type OpenedTask, TASK_KINDS, type TaskId, type TaskOutcome, type TaskReceipt } from './model';

const boundTo = (id: string) => `task:note:${id}`;

interface Row extends TaskReceipt {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly detail: unknown;
  readonly note: Uint8Array | null;
  readonly owner: string;
  readonly createdAt: Date;
  readonly takenBy: string | null;
  readonly closedAt: Date | null;
  readonly outcome: string | null;
}

function toTask(row: Row, now: Date): OpenedTask | null {
  if (!isTaskKind(row.kind)) return null;
  const { reference, kind, subject, createdAt, dueAt, takenBy, closedAt, outcome } = row;
  return {
    reference,
    kind,
    subject,
    detail: row.detail as OpenedTask['detail'],
    owner: row.owner as StaffRole,
    createdAt,
    dueAt,
    takenBy,
    closedAt,
    outcome,
    overdue: closedAt === null && dueAt < now,
    note: row.note ? open('task-note', boundTo(row.id), Buffer.from(row.note)) : null,
  };
}

/** @returns false when an open task of this kind for this subject is there already (reports are one each) */
export async function insertTask(db: Db, task: NewTask & { id: TaskId; reference: string; now: Date }): Promise<boolean> {
  const note = task.note ? new Uint8Array(seal('task-note', boundTo(task.id), task.note)) : null;
  const { count } = await db.task.createMany({
    data: {
      id: task.id,
      reference: task.reference,
      kind: task.kind,
      subject: task.subject,
      detail: JSON.parse(JSON.stringify(task.detail)),
      note,
      owner: TASK_KINDS[task.kind].owner,
      createdAt: task.now,
      dueAt: task.dueAt,
    },
    skipDuplicates: true,
  });
  return count === 1;
}

export async function findReceipt(db: Db, reference: string): Promise<TaskReceipt | null> {
  return db.task.findUnique({ where: { reference }, select: { reference: true, dueAt: true } });
}

/** The open task of a kind for a subject, locked until the transaction ends. */
export async function lockOpenTask(tx: Tx, kind: string, subject: string, now: Date): Promise<OpenedTask | null> {
  await tx.$executeRaw`SELECT 1 FROM task WHERE kind = ${kind} AND subject = ${subject} AND status = 'open' FOR UPDATE`;
  const row = await tx.task.findFirst({ where: { kind, subject, status: 'open' } });
  return row ? toTask(row, now) : null;
}

export async function findTask(db: Db, reference: string, owners: readonly StaffRole[], now: Date): Promise<OpenedTask | null> {
  const row = await db.task.findFirst({ where: { reference, owner: { in: [...owners] } } });
  return row ? toTask(row, now) : null;
}

/** Open work of some roles, the earliest due first. */
export async function listOpen(
  db: Db,
  owners: readonly StaffRole[],
  now: Date,
  limit: number,
): Promise<{ readonly tasks: readonly OpenedTask[]; readonly total: number; readonly overdue: number }> {
  const where = { owner: { in: [...owners] }, status: 'open' };
  const [rows, total, overdue] = await Promise.all([
    db.task.findMany({ where, orderBy: [{ dueAt: 'asc' }, { id: 'asc' }], take: limit }),
    db.task.count({ where }),
    db.task.count({ where: { ...where, dueAt: { lt: now } } }),
  ]);
  return { tasks: rows.flatMap((row) => toTask(row, now) ?? []), total, overdue };
}

/** Subjects of tasks of a kind, with how many are open; also of tasks made since a moment, whatever became of them. */
export async function listSubjects(db: Db, kind: string, since: Date): Promise<ReadonlyMap<string, number>> {
  const rows = await db.task.findMany({
    where: { kind, OR: [{ status: 'open' }, { createdAt: { gte: since } }] },
    select: { subject: true, status: true },
  });
  const counts = new Map<string, number>();
  for (const { subject, status } of rows) counts.set(subject, (counts.get(subject) ?? 0) + (status === 'open' ? 1 : 0));
  return counts;
}

/** Tasks of these kinds that ended so since a moment. */
export async function listEnded(
  db: Db,
  end: { readonly kinds: readonly string[]; readonly outcomes: readonly TaskOutcome[]; readonly since: Date },
): Promise<readonly { readonly subject: string; readonly closedAt: Date }[]> {
  const rows = await db.task.findMany({
    where: { kind: { in: [...end.kinds] }, outcome: { in: [...end.outcomes] }, status: 'done', closedAt: { gte: end.since } },
    select: { subject: true, closedAt: true },
  });
  return rows.flatMap(({ subject, closedAt }) => (closedAt ? [{ subject, closedAt }] : []));
}

/** @returns false when it was not open */
export async function setTaken(db: Db, reference: string, staffId: string | null, now: Date): Promise<boolean> {
  const data = { takenBy: staffId, takenAt: staffId ? now : null };
  return (await db.task.updateMany({ where: { reference, status: 'open' }, data })).count === 1;
}

/** @returns false when it was not open */
export async function setClosed(
  db: Db,
  reference: string,
  end: { readonly status: 'done' | 'replaced'; readonly outcome: TaskOutcome | null; readonly at: Date },
): Promise<boolean> {
  const data = { status: end.status, outcome: end.outcome, closedAt: end.at };
  return (await db.task.updateMany({ where: { reference, status: 'open' }, data })).count === 1;
}

/** @returns false when it was not done */
export async function setOpen(db: Db, reference: string): Promise<boolean> {
  const data = { status: 'open', outcome: null, closedAt: null };
  return (await db.task.updateMany({ where: { reference, status: 'done' }, data })).count === 1;
}
