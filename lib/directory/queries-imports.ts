import 'server-only';
import { z } from 'zod';
import { AppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { db } from '@/lib/db/client';
import { isUuid } from '@/lib/ids';
import { paceOf } from './import/progress';
import { type BatchRow, findBatch, listBatches, listWaiting, type QuarantinedRow } from './import/store-desk';
import { findUpload, listUploads } from './import/store-upload';
import type { UploadRow } from './import/upload-model';

const LISTED = 50;
/** Rows of one import on a page; the next come when these are dealt with. */
const ROWS = 100;
const count = z.number().default(0);

/** What an import keeps of its report; older ones may have less. */
const ReportSchema = z.object({
  counts: z
    .object({ read: count, created: count, changed: count, unchanged: count, merged: count, rejected: count })
    .prefault({}),
  merges: z.record(z.string(), z.number()).default({}),
  suspicious: z.array(z.object({ kind: z.string(), count: z.number(), examples: z.array(z.string()) })).default([]),
});
type Report = z.output<typeof ReportSchema>;

export interface ImportView extends Omit<BatchRow, 'report'>, Report {}
export interface ImportDetail extends ImportView {
  readonly rows: readonly QuarantinedRow[];
}

/** A file on its way into the directory, or one that did not get there. */
export interface UploadView extends Pick<UploadRow, 'id' | 'fileName' | 'createdAt' | 'reason' | 'stage'> {
  readonly status: 'waiting' | 'running' | 'refused' | 'failed';
  readonly done: number;
  readonly total: number;
  /** Rows a second, and seconds to the end of the stage; null when that cannot be said yet. */
  readonly rate: number;
  readonly left: number | null;
}

function toUploadView(upload: UploadRow): UploadView {
  const { id, fileName, createdAt, reason, stage, stageDone: done, stageTotal: total, stageMs: ms } = upload;
  const status = upload.status === 'receiving' || upload.status === 'done' ? 'waiting' : upload.status;
  return { id, fileName, createdAt, reason, stage, status, done, total, ...paceOf({ done, total, ms }) };
}

function toView({ report, ...batch }: BatchRow): ImportView {
  return { ...batch, ...ReportSchema.parse(report) };
}

function requireDirectoryDesk(actor: Actor): void {
  if (!can(actor, 'desk.directory', { ownerId: 'plan' })) throw new AppError('NOT_FOUND');
}

/** The newest imports with what became of their rows. For staff of the directory. @throws NOT_FOUND for others */
export async function listImports(actor: Actor): Promise<readonly ImportView[]> {
  requireDirectoryDesk(actor);
  return (await listBatches(db(), LISTED)).map(toView);
}

/** Files that were handed in and are no import yet, the newest first. @throws NOT_FOUND for other roles */
export async function listWaitingUploads(actor: Actor): Promise<readonly UploadView[]> {
  requireDirectoryDesk(actor);
  return (await listUploads(db(), LISTED)).map(toUploadView);
}

/** What is known under this id: the import, or the file on its way to one. @throws NOT_FOUND */
export async function getImportOrUpload(
  actor: Actor,
  id: string,
): Promise<{ readonly batch: ImportDetail } | { readonly upload: UploadView }> {
  requireDirectoryDesk(actor);
  const upload = isUuid(id) ? await findUpload(db(), id) : null;
  const isOver = upload === null || upload.status === 'done' || upload.status === 'receiving';
  return isOver ? { batch: await getImport(actor, id) } : { upload: toUploadView(upload) };
}

/** One import: its report, and the rows in quarantine that wait. @throws NOT_FOUND */
export async function getImport(actor: Actor, id: string): Promise<ImportDetail> {
  requireDirectoryDesk(actor);
  const batch = isUuid(id) ? await findBatch(db(), id) : null;
  if (!batch) throw new AppError('NOT_FOUND');
  return { ...toView(batch), rows: await listWaiting(db(), id, ROWS) };
}
