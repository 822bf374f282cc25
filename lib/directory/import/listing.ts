import 'server-only';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { db } from '@/lib/db/client';
import { jsonAnswerOf } from './json-file';
import type { ListingRecord, TableFormat } from './listing-model';
import { groupSites } from './listing-sites';
import { LISTING, writeSites } from './listing-write';
import { readNppesAnswer } from './nppes-api';
import type { ImportDeps } from './plan-net';
import type { OnProgress } from './progress';
import { keepRejected } from './quarantine';
import { type ImportReport, ReportBuilder } from './report';
import { readSamhsaAnswer } from './samhsa-api';
import { finishBatch, startBatch } from './store';
import { formatOf, readTable } from './table-file';

const BATCH_LIMIT_MS = 15 * 60_000;

export interface ListingInput {
  readonly files: readonly string[];
  readonly formats: readonly TableFormat[];
  /** Names where rows come from; the format's name unless told otherwise. */
  readonly source?: string | undefined;
  /** Use nothing at all when one row cannot be used. */
  readonly allOrNothing?: boolean | undefined;
}

interface ProgressDeps {
  readonly onProgress?: OnProgress;
  /** How many rows the files may have; for the bar only. */
  readonly rowsGuessed?: number;
}

/** A file with unusable rows, when all of them were wanted. Nothing was written. */
export class RowsRefused extends Error {
  override readonly name = 'RowsRefused';
  constructor(readonly report: ImportReport) {
    super(`${report.counts.rejected} rows cannot be used; nothing was imported`);
  }
}

/**
 * Brings a table of listings into the directory: one transaction for all files, so that nothing is half-imported.
 * Rows are found again by source and key; a second run changes nothing. Unusable rows go to quarantine.
 * @throws UnknownFormat, or RowsRefused with `allOrNothing`
 */
export async function importListings(actor: Actor, input: ListingInput, deps: ImportDeps & ProgressDeps): Promise<ImportReport> {
  const { records, format, report, hash } = await readAll(input, deps);
  const source = input.source ?? format;
  if (input.allOrNothing && report.build().counts.rejected > 0) throw new RowsRefused(report.build());
  const fileName = input.files.map((file) => path.basename(file)).join(', ');
  return db().$transaction(
    async (tx) => {
      const at = deps.clock.now();
      const batchId = deps.ids.uuid<'import_batch'>();
      await startBatch(tx, batchId, source, fileName, hash, at);
      await writeSites(tx, {
        source,
        batchId,
        at,
        deps,
        report,
        sites: groupSites(records, report),
        onProgress: deps.onProgress,
      });
      const built = report.build();
      await keepRejected(tx, { batchId, source, at, rejections: built.rejections }, deps);
      await finishBatch(tx, batchId, built, deps.clock.now());
      await recordAudit(tx, {
        actor: actorLabel(actor),
        action: 'directory.imported',
        subject: `import_batch:${batchId}`,
        detail: { ...built.counts },
      });
      return built;
    },
    { timeout: BATCH_LIMIT_MS, maxWait: 5000 },
  );
}

function linesOf(file: string, onHeading: (heading: readonly string[]) => void) {
  if (!/\.json(\.gz)?$/.test(file)) return readTable(file, onHeading);
  return jsonAnswerOf(file) === 'samhsa' ? readSamhsaAnswer(file, onHeading) : readNppesAnswer(file, onHeading);
}

async function readAll(input: ListingInput, { onProgress, rowsGuessed = 0 }: ProgressDeps) {
  const records: ListingRecord[] = [];
  const hash = createHash('sha256');
  let format: TableFormat | null = null;
  const report = new ReportBuilder(input.source ?? 'listing');
  for (const path_ of input.files) {
    for await (const chunk of createReadStream(path_)) hash.update(chunk as Buffer);
    const file = path.basename(path_);
    const found = (heading: readonly string[]) => {
      format = formatOf(heading, input.formats);
    };
    for await (const { line, cells, raw, fault } of linesOf(path_, found)) {
      report.count(LISTING, 'read');
      onProgress?.('reading rows', 1, rowsGuessed);
      const reader = format as TableFormat | null;
      if (!reader) continue;
      const suspect = (kind: string) => report.suspect(kind, `${file}:${line}`);
      const read = fault
        ? { unusable: { field: '(line)', why: fault, fix: 'Put texts that hold a comma in quotes' } }
        : reader.read(cells, { file, line, suspect });
      if ('record' in read) records.push(read.record);
      else report.reject(LISTING, { file, line, raw, ...read.unusable });
    }
  }
  const name = (format as TableFormat | null)?.name ?? 'listing';
  return { records, format: name, report, hash: hash.digest('hex') };
}
