import type { ImportStage } from './progress';

/** Largest file the desk takes, as it is sent. Tables and resources pack to a tenth with gzip. */
export const MAX_UPLOAD_MB = 100;
export const MAX_UPLOAD_BYTES = MAX_UPLOAD_MB * 1_000_000;
/** What a packed one may hold: the largest that was measured, ten times over. */
export const MAX_UNPACKED_BYTES = 1_000_000_000;
/** Files that may wait at once: what waits lies in the database. */
export const MOST_WAITING = 5;
/** How often an import is begun. A file that ends the process each time must not do so for ever. */
export const MOST_ATTEMPTS = 3;

/** receiving → waiting → running → done; or refused (the file is at fault), failed (we are). */
export type UploadStatus = 'receiving' | 'waiting' | 'running' | 'done' | 'refused' | 'failed';

/** A file handed in at the desk whose import is not there yet. */
export interface UploadRow {
  readonly id: string;
  readonly fileName: string;
  readonly source: string | null;
  readonly bytes: number;
  readonly status: UploadStatus;
  /** The importer's own words, in English. */
  readonly reason: string | null;
  readonly attempts: number;
  readonly stage: ImportStage | null;
  readonly stageDone: number;
  readonly stageTotal: number;
  readonly stageMs: number;
  readonly uploadedBy: string;
  readonly createdAt: Date;
  readonly touchedAt: Date;
}
