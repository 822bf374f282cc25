import 'server-only';
import { type Clock, instant } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { type Ids, sha256 } from '@/lib/ids';
import { getBusinessDayEnd } from '@/lib/scheduling/queries';
import { createTask } from '@/lib/tasks/commands';
import { TRUST } from '../rules/trust';
import type { Rejection } from './report';
import { countNewInQuarantine, quarantine } from './store';

interface Kept {
  readonly batchId: string;
  readonly source: string;
  readonly at: Date;
}

/** The subject of the task about an import's unusable rows. */
export const quarantineSubject = (batchId: string) => `import_batch:${batchId}`;

/** Keeps rows that could not be used, as they were read. */
export async function keepRejected(tx: Tx, batchId: string, rejections: readonly Rejection[], ids: Ids): Promise<void> {
  if (rejections.length === 0) return;
  const rows = rejections.map((each) => ({ ...each, id: ids.uuid<'quarantine'>(), rowHash: sha256(each.raw) }));
  await quarantine(tx, batchId, rows);
}

/** Rows of this batch that no earlier file of the source had become one task of the directory. */
export async function askAboutRejected(
  tx: Tx,
  { batchId, source, at }: Kept,
  deps: { readonly clock: Clock; readonly ids: Ids },
): Promise<void> {
  const fresh = await countNewInQuarantine(tx, batchId, source, at);
  if (fresh === 0) return;
  const end = await getBusinessDayEnd(at, TRUST.quarantineBusinessDays, tx);
  const dueAt = instant(end.getTime() - 60_000);
  const detail = { rows: fresh, source };
  await createTask(tx, { kind: 'directory.quarantine', subject: quarantineSubject(batchId), detail, note: null, dueAt }, deps);
}
