import 'server-only';
import type { Clock } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import type { Ids } from '@/lib/ids';
import type { NewTask, TaskReceipt } from './model';
import { insertTask } from './store';

/** Adds owned work inside the caller's transaction, so that it exists exactly when its cause does. */
export async function createTask(tx: Tx, task: NewTask, deps: { clock: Clock; ids: Ids }): Promise<TaskReceipt> {
  const reference = deps.ids.returnCode();
  await insertTask(tx, { ...task, id: deps.ids.uuid<'task'>(), reference, now: deps.clock.now() });
  return { reference, dueAt: task.dueAt };
}
