import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import type { Clock } from '@/lib/clock';
import { inTransaction } from '@/lib/db/client';
import { isUuid } from '@/lib/ids';
import { endTask } from '@/lib/tasks/commands';
import { quarantineSubject } from './import/quarantine';
import { countWaiting, setDealt } from './import/store-desk';

/**
 * A person has seen to a row that could not be used; with the last one, the import's task ends. The row itself stays.
 * @throws NOT_FOUND for other roles and unknown rows, NOT_ACTIVE when somebody was faster
 */
export async function dealWithRow(
  actor: Actor,
  input: { readonly batchId: string; readonly rowId: string },
  deps: { readonly clock: Clock },
): Promise<void> {
  if (!can(actor, 'desk.directory', { ownerId: 'plan' })) throw new AppError('NOT_FOUND');
  const { batchId, rowId } = input;
  if (!isUuid(batchId) || !isUuid(rowId)) throw new AppError('NOT_FOUND');
  await inTransaction(async (tx) => {
    const by = actor.kind === 'staff' ? actor.staffId : null;
    const subject = quarantineSubject(batchId);
    if ((await countWaiting(tx, batchId)) === 0) throw new AppError('NOT_ACTIVE');
    if (!(await setDealt(tx, batchId, rowId, by, deps.clock.now()))) throw new AppError('NOT_ACTIVE');
    await recordAudit(tx, { actor: actorLabel(actor), action: 'directory.row-dealt-with', subject, detail: { row: rowId } });
    if ((await countWaiting(tx, batchId)) > 0) return;
    await endTask(tx, actor, { kind: 'directory.quarantine', subject, outcome: 'fixed' }, deps);
  });
}
