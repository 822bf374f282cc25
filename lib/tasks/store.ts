import 'server-only';
import type { Db } from '@/lib/db/client';
import { seal } from '@/lib/db/seal';
import { type NewTask, TASK_OWNERS, type TaskId, type TaskReceipt } from './model';

export async function insertTask(db: Db, task: NewTask & { id: TaskId; reference: string; now: Date }): Promise<void> {
  const note = task.note ? new Uint8Array(seal('task-note', `task:note:${task.id}`, task.note)) : null;
  await db.task.create({
    data: {
      id: task.id,
      reference: task.reference,
      kind: task.kind,
      subject: task.subject,
      detail: JSON.parse(JSON.stringify(task.detail)),
      note,
      owner: TASK_OWNERS[task.kind],
      createdAt: task.now,
      dueAt: task.dueAt,
    },
  });
}

export async function findReceipt(db: Db, reference: string): Promise<TaskReceipt | null> {
  return db.task.findUnique({ where: { reference }, select: { reference: true, dueAt: true } });
}
