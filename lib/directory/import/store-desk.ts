import 'server-only';
import type { Db, Tx } from '@/lib/db/client';

export interface BatchRow {
  readonly id: string;
  readonly source: string;
  readonly fileName: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly report: unknown;
  /** Rows in quarantine that wait for somebody. */
  readonly waiting: number;
}

export interface QuarantinedRow {
  readonly id: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly fix: string;
  /** The code of what is wrong and its values; null in rows of an earlier release. */
  readonly fault: string | null;
  readonly values: unknown;
  readonly raw: string;
}

const BATCH = { id: true, source: true, fileName: true, startedAt: true, finishedAt: true, report: true } as const;
const WAITING = { _count: { select: { quarantine: { where: { dealtAt: null } } } } } as const;

/** The newest imports. */
export async function listBatches(db: Db, limit: number): Promise<readonly BatchRow[]> {
  const rows = await db.importBatch.findMany({
    select: { ...BATCH, ...WAITING },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return rows.map(({ _count, ...batch }) => ({ ...batch, waiting: _count.quarantine }));
}

export async function findBatch(db: Db, id: string): Promise<BatchRow | null> {
  const row = await db.importBatch.findUnique({ where: { id }, select: { ...BATCH, ...WAITING } });
  if (!row) return null;
  const { _count, ...batch } = row;
  return { ...batch, waiting: _count.quarantine };
}

/** Rows of an import that wait, in the order of the file. */
export function listWaiting(db: Db, batchId: string, limit: number): Promise<readonly QuarantinedRow[]> {
  return db.importQuarantine.findMany({
    where: { batchId, dealtAt: null },
    select: { id: true, line: true, field: true, reason: true, fix: true, fault: true, values: true, raw: true },
    orderBy: [{ line: 'asc' }, { id: 'asc' }],
    take: limit,
  });
}

/** @returns false when the row is not of this import or does not wait */
export async function setDealt(tx: Tx, batchId: string, rowId: string, by: string | null, at: Date): Promise<boolean> {
  const data = { dealtAt: at, dealtBy: by };
  return (await tx.importQuarantine.updateMany({ where: { id: rowId, batchId, dealtAt: null }, data })).count === 1;
}

/** Locks the import, so that two people who end its last two rows see each other. @returns how many rows wait */
export async function countWaiting(tx: Tx, batchId: string): Promise<number> {
  await tx.$executeRaw`SELECT 1 FROM import_batch WHERE id = ${batchId}::uuid FOR UPDATE`;
  return tx.importQuarantine.count({ where: { batchId, dealtAt: null } });
}
