import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { type Clock, instant } from '@/lib/clock';
import { db, inTransaction, withPatientDb } from '@/lib/db/client';
import { type FormPart, textOfPart } from '@/lib/http/multipart';
import { type Ids, runningSha256 } from '@/lib/ids';
import { enqueueJob } from '@/lib/jobs/boss';
import { errorFields, logger } from '@/lib/logger';
import { type ImportFile, UnknownFormat } from './import/import-file';
import { countProgress, type Progress } from './import/progress';
import { importFiles } from './import/run';
import {
  addPiece,
  beginAttempt,
  closeUpload,
  deleteUpload,
  findPiece,
  findTwin,
  insertUpload,
  isRunning,
  listSilent,
  setProgress,
  setWaiting,
} from './import/store-upload';
import { MAX_UNPACKED_BYTES, MAX_UPLOAD_BYTES, MOST_ATTEMPTS, MOST_WAITING, type UploadRow } from './import/upload-model';

interface Deps {
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Bytes in one row of the table. */
const PIECE_BYTES = 512 * 1024;
const PROGRESS_MS = 1000;
const HOUR_MS = 3_600_000;
/** Longer than the server waits for the rest of a request. */
const RECEIVING_MS = 10 * 60_000;
const KEPT_DAYS = 30;
const subjectOf = (id: string) => `import_upload:${id}`;

/** What a person may call where the rows come from; a list under the same name finds its rows again. */
const SOURCE = /^[a-z0-9][a-z0-9 ._-]{0,39}$/;
/** @param typed what stood in the form beside the file, to be shown again */
const invalid = (field: string, message: string, typed: string) =>
  new AppError('INVALID', { fields: { [field]: message }, data: { source: typed } });

/** A name to show: the last part of a path, without signs that nobody can see. */
const cleanName = (name: string) =>
  (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\p{C}]/gu, '')
    .trim()
    .slice(-120) || 'file';

/** Keeps the bytes of a file as they come. @throws TOO_LARGE */
async function keepBytes(id: string, part: FormPart, clock: Clock): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = runningSha256();
  let held: Buffer[] = [];
  let [size, number, bytes] = [0, 0, 0];
  const flush = async () => {
    if (size === 0) return;
    await addPiece(db(), id, number++, new Uint8Array(Buffer.concat(held)), clock.now());
    [held, size] = [[], 0];
  };
  for await (const piece of part.bytes) {
    bytes += piece.length;
    if (bytes > MAX_UPLOAD_BYTES) throw new AppError('TOO_LARGE');
    hash.add(piece);
    held.push(piece);
    size += piece.length;
    if (size >= PIECE_BYTES) await flush();
  }
  await flush();
  return { bytes, sha256: hash.end() };
}

/**
 * Takes a file of staff while it arrives and asks for its import. The same file that waits or runs already is not taken
 * twice. Whatever goes wrong, nothing of it stays.
 * @returns where its import will be
 * @throws NOT_FOUND for other roles, TOO_MANY, TOO_LARGE, MALFORMED when it was broken off, INVALID with the field
 */
export async function takeUpload(
  actor: Actor,
  parts: AsyncIterable<FormPart>,
  { clock, ids }: Deps,
): Promise<{ readonly id: string }> {
  if (actor.kind !== 'staff' || !can(actor, 'desk.directory', { ownerId: 'plan' })) throw new AppError('NOT_FOUND');
  await purgeReceiving(clock.now());
  const id: string = ids.uuid<'import_batch'>();
  const begun = await inTransaction((tx) => insertUpload(tx, { id, uploadedBy: actor.staffId, now: clock.now() }, MOST_WAITING));
  if (!begun) throw new AppError('TOO_MANY');
  try {
    let typed = '';
    let file: { fileName: string; bytes: number; sha256: string } | null = null;
    for await (const part of parts) {
      if (part.name === 'source') typed = (await textOfPart(part)).trim();
      if (part.name === 'file' && part.fileName && !file) {
        file = { fileName: cleanName(part.fileName), ...(await keepBytes(id, part, clock)) };
      }
    }
    if (!file) throw invalid('file', 'desk.imports.errors.choose', typed);
    if (file.bytes === 0) throw invalid('file', 'desk.imports.errors.empty', typed);
    const source = typed.toLowerCase() || null;
    if (source && !SOURCE.test(source)) throw invalid('source', 'desk.imports.errors.source', typed);
    return { id: await submit(actor, id, { ...file, source }, clock) };
  } catch (error) {
    await deleteUpload(db(), id).catch((failed: unknown) =>
      logger.error({ event: 'import.upload-left', ...errorFields(failed) }),
    );
    throw error;
  }
}

type File = Parameters<typeof setWaiting>[2];

async function submit(actor: Actor, id: string, file: File, clock: Clock): Promise<string> {
  return inTransaction(async (tx) => {
    const twin = await findTwin(tx, file.sha256, file.source);
    if (twin) {
      await deleteUpload(tx, id);
      return twin;
    }
    await setWaiting(tx, id, file, clock.now());
    await enqueueJob(tx, { queue: 'directory.import', data: { uploadId: id } });
    const detail = { bytes: file.bytes, sha256: file.sha256 };
    await recordAudit(tx, { actor: actorLabel(actor), action: 'directory.file-taken', subject: subjectOf(id), detail });
    return id;
  });
}

/** The kept bytes as a file. Read from the database, because the job may run on another machine than took them. */
const uploadedFile = ({ id, fileName, bytes }: UploadRow): ImportFile => ({
  name: fileName,
  size: bytes,
  mostUnpacked: MAX_UNPACKED_BYTES,
  async *open() {
    for (let number = 0; ; number++) {
      const piece = await findPiece(db(), id, number);
      if (!piece) return;
      yield piece;
    }
  },
});

/** Another worker imported it, while this one waited for its turn. */
class Overtaken extends Error {}

/** Tells the page how far it is, one write at a time. */
function progressTeller(id: string, clock: Clock) {
  let telling: Promise<void> = Promise.resolve();
  let busy = false;
  const tell = (progress: Progress) => {
    // A page that lags is no reason to slow the import down, nor is one that cannot be told.
    if (busy) return;
    busy = true;
    telling = setProgress(db(), id, progress, clock.now())
      .catch((error: unknown) => logger.warn({ event: 'import.progress-lost', ...errorFields(error) }))
      .finally(() => {
        busy = false;
      });
  };
  return { onProgress: countProgress(clock, PROGRESS_MS, tell), settled: () => telling };
}

/**
 * Imports an uploaded file: the work of the job, safe to run twice. The import, the end of the upload and the end of its
 * bytes are one transaction, so a worker that dies leaves all three or none.
 * @throws what is no fault of the file, so that the job is tried again
 */
export async function importUpload(id: string, { clock, ids }: Deps): Promise<void> {
  const upload = await inTransaction((tx) => beginAttempt(tx, id, clock.now()));
  if (!upload) return;
  if (upload.attempts > MOST_ATTEMPTS) return endUpload(upload, 'failed', null, clock);
  const actor = { kind: 'staff', staffId: upload.uploadedBy, role: 'directory' } as const;
  const { onProgress, settled } = progressTeller(id, clock);
  try {
    await withPatientDb((database) =>
      importFiles(
        actor,
        { files: [uploadedFile(upload)], source: upload.source ?? undefined },
        {
          clock,
          ids,
          database,
          batchId: id,
          onProgress,
          begin: async (tx) => {
            if (!(await isRunning(tx, id))) throw new Overtaken();
          },
          end: async (tx) => {
            await settled();
            await closeUpload(tx, id, { status: 'done', reason: null, now: clock.now() });
          },
        },
      ),
    );
  } catch (error) {
    if (error instanceof Overtaken) return;
    if (error instanceof UnknownFormat) return endUpload(upload, 'refused', error.message, clock);
    if (upload.attempts >= MOST_ATTEMPTS) await endUpload(upload, 'failed', null, clock);
    throw error;
  }
}

async function endUpload(
  { id }: Pick<UploadRow, 'id'>,
  status: 'refused' | 'failed',
  reason: string | null,
  clock: Clock,
): Promise<void> {
  await inTransaction(async (tx) => {
    if (!(await closeUpload(tx, id, { status, reason, now: clock.now() }))) return;
    const actor = actorLabel({ kind: 'system', name: 'directory-import' });
    await recordAudit(tx, { actor, action: `directory.file-${status}`, subject: subjectOf(id) });
  });
}

/** Removes uploads whose browser or instance is gone: each piece that comes is a sign of life. */
async function purgeReceiving(now: Date): Promise<void> {
  const before = instant(now.getTime() - RECEIVING_MS);
  for (const id of await listSilent(db(), ['receiving'], before)) await deleteUpload(db(), id);
}

/** Gives up uploads that nobody works on any more, and forgets what was over long ago; imports stay. */
export async function purgeUploads(clock: Clock): Promise<void> {
  const before = (hours: number) => instant(clock.now().getTime() - hours * HOUR_MS);
  await purgeReceiving(clock.now());
  for (const id of await listSilent(db(), ['waiting', 'running'], before(24))) {
    await endUpload({ id }, 'failed', null, clock);
  }
  for (const id of await listSilent(db(), ['done', 'refused', 'failed'], before(KEPT_DAYS * 24))) await deleteUpload(db(), id);
}
