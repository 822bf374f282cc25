import 'server-only';
import type { Db, Tx } from '@/lib/db/client';
import type { Progress } from './progress';
import type { UploadRow, UploadStatus } from './upload-model';

const OPEN: readonly UploadStatus[] = ['receiving', 'waiting', 'running'];
const COLUMNS = {
  id: true,
  fileName: true,
  source: true,
  bytes: true,
  status: true,
  reason: true,
  attempts: true,
  stage: true,
  stageDone: true,
  stageTotal: true,
  stageMs: true,
  uploadedBy: true,
  createdAt: true,
  touchedAt: true,
} as const;

export interface NewUpload {
  readonly id: string;
  readonly uploadedBy: string;
  readonly now: Date;
}

/** Begins an upload, unless as many as may wait do. Counted one after the other. */
export async function insertUpload(tx: Tx, { id, uploadedBy, now }: NewUpload, most: number): Promise<boolean> {
  await lockUploads(tx);
  const open = await tx.importUpload.count({ where: { status: { in: [...OPEN] } } });
  if (open >= most) return false;
  await tx.importUpload.create({ data: { id, uploadedBy, fileName: '', status: 'receiving', createdAt: now, touchedAt: now } });
  return true;
}

/** Who adds or closes an upload looks at the others: one at a time. */
async function lockUploads(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('import uploads'))`;
}

export async function addPiece(
  db: Db,
  uploadId: string,
  number: number,
  bytes: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<void> {
  await db.importUploadPiece.create({ data: { uploadId, number, bytes } });
  await db.importUpload.update({ where: { id: uploadId }, data: { touchedAt: now } });
}

/** One piece of an upload, or null after the last. */
export async function findPiece(db: Db, uploadId: string, number: number): Promise<Uint8Array | null> {
  const row = await db.importUploadPiece.findUnique({ where: { uploadId_number: { uploadId, number } } });
  return row?.bytes ?? null;
}

/** The same file that waits or runs already, or null. Until the end of the transaction no other is added. */
export async function findTwin(tx: Tx, sha256: string, source: string | null): Promise<string | null> {
  await lockUploads(tx);
  const twin = await tx.importUpload.findFirst({
    where: { sha256, source, status: { in: ['waiting', 'running'] } },
    select: { id: true },
  });
  return twin?.id ?? null;
}

export interface WholeFile {
  readonly fileName: string;
  readonly source: string | null;
  readonly bytes: number;
  readonly sha256: string;
}

/** Everything arrived. */
export async function setWaiting(tx: Tx, id: string, file: WholeFile, now: Date): Promise<void> {
  await tx.importUpload.update({ where: { id }, data: { ...file, status: 'waiting', touchedAt: now } });
}

export async function deleteUpload(db: Db, id: string): Promise<void> {
  await db.importUpload.deleteMany({ where: { id } });
}

/** Counts one more attempt at its import. @returns null when there is nothing left to do */
export async function beginAttempt(tx: Tx, id: string, now: Date): Promise<UploadRow | null> {
  const { count } = await tx.importUpload.updateMany({
    where: { id, status: { in: ['waiting', 'running'] } },
    data: { status: 'running', attempts: { increment: 1 }, stage: null, touchedAt: now },
  });
  return count === 1 ? findUpload(tx, id) : null;
}

/** True while its import is not there: another worker may have been faster. */
export async function isRunning(tx: Tx, id: string): Promise<boolean> {
  return (await tx.importUpload.count({ where: { id, status: 'running' } })) === 1;
}

/** What a page shows; nothing when it is over. */
export async function setProgress(db: Db, id: string, { stage, done, total, ms }: Progress, now: Date): Promise<void> {
  const data = { stage, stageDone: done, stageTotal: total, stageMs: Math.round(ms), touchedAt: now };
  await db.importUpload.updateMany({ where: { id, status: 'running' }, data });
}

/** Ends an upload; its bytes go with the same commit. @returns false when it was over before */
export async function closeUpload(
  tx: Tx,
  id: string,
  end: { readonly status: 'done' | 'refused' | 'failed'; readonly reason: string | null; readonly now: Date },
): Promise<boolean> {
  const { count } = await tx.importUpload.updateMany({
    where: { id, status: { in: ['waiting', 'running'] } },
    data: { status: end.status, reason: end.reason, touchedAt: end.now },
  });
  if (count === 1) await tx.importUploadPiece.deleteMany({ where: { uploadId: id } });
  return count === 1;
}

export async function findUpload(db: Db, id: string): Promise<UploadRow | null> {
  return (await db.importUpload.findUnique({ where: { id }, select: COLUMNS })) as UploadRow | null;
}

/** Uploads without an import, the newest first. */
export async function listUploads(db: Db, limit: number): Promise<readonly UploadRow[]> {
  return (await db.importUpload.findMany({
    where: { status: { notIn: ['receiving', 'done'] } },
    select: COLUMNS,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })) as unknown as readonly UploadRow[];
}

/** Uploads that gave no sign of life since `before`. */
export async function listSilent(db: Db, statuses: readonly UploadStatus[], before: Date): Promise<readonly string[]> {
  const rows = await db.importUpload.findMany({
    where: { status: { in: [...statuses] }, touchedAt: { lt: before } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
