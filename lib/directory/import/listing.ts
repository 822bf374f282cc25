import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { runningSha256, sha256 } from '@/lib/ids';
import { foldText } from '../search/words';
import { type Batch, type ImportDeps, runBatch } from './batch';
import { hashed, type ImportFile } from './import-file';
import { kindOf } from './json-file';
import type { ListingRecord, TableFormat } from './listing-model';
import { placeKey, reportSharedPlaces, siteKey } from './listing-sites';
import { LISTING, writeSites } from './listing-write';
import { readNppesAnswer } from './nppes-api';
import type { ImportReport } from './report';
import { readSamhsaAnswer } from './samhsa-api';
import { openStage, orderStage, type StagedRow, stageRows } from './store-stage';
import { formatOf, readTable, type TableLine } from './table-file';

/** Rows that go to the database together; for the size see store.ts. */
const STEP = 250;

export interface ListingInput {
  readonly files: readonly ImportFile[];
  readonly formats: readonly TableFormat[];
  /** Names where rows come from; the format's name unless told otherwise. */
  readonly source?: string | undefined;
  /** Use nothing at all when one row cannot be used. */
  readonly allOrNothing?: boolean | undefined;
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
export function importListings(actor: Actor, input: ListingInput, deps: ImportDeps): Promise<ImportReport> {
  const fileName = input.files.map(({ name }) => name).join(', ');
  return runBatch(actor, fileName, deps, async (batch) => {
    const { tx, report } = batch;
    const { format, sha256: hash } = await stageAll(batch, input);
    report.source = input.source ?? format;
    if (input.allOrNothing && report.build().counts.rejected > 0) throw new RowsRefused(report.build());
    await reportSharedPlaces(tx, report);
    await writeSites(batch, report.source, await orderStage(tx, report.source, LISTING));
    return { sha256: hash };
  });
}

/** Reads every row into the stage. */
async function stageAll(batch: Batch, input: ListingInput): Promise<{ readonly format: string; readonly sha256: string }> {
  const stager = new Stager(batch);
  const hash = runningSha256();
  let format: TableFormat | null = null;
  await openStage(batch.tx);
  for (const file of input.files) {
    const found = (heading: readonly string[]) => {
      format = formatOf(heading, input.formats);
    };
    for await (const line of await linesOf(hashed(file, hash), found)) {
      const reader = format as TableFormat | null;
      if (reader) await stager.take(file.name, line, reader);
    }
  }
  await stager.finish();
  return { format: (format as TableFormat | null)?.name ?? 'listing', sha256: hash.end() };
}

async function linesOf(file: ImportFile, onHeading: (heading: readonly string[]) => void): Promise<AsyncGenerator<TableLine>> {
  const kind = await kindOf(file);
  if (kind === 'table') return readTable(file, onHeading);
  return kind === 'samhsa' ? readSamhsaAnswer(file, onHeading) : readNppesAnswer(file, onHeading);
}

/** Turns lines into records and sends them to the stage, some at a time, while the next are read. */
class Stager {
  private rows: StagedRow[] = [];
  private seq = 0;
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly batch: Batch) {}

  async take(file: string, { line, cells, raw, fault }: TableLine, reader: TableFormat): Promise<void> {
    const { report, deps, flushRejections } = this.batch;
    report.count(LISTING, 'read');
    deps.onProgress?.('reading rows', 1, deps.rowsGuessed ?? 0);
    const suspect = (kind: string) => report.suspect(kind, `${file}:${line}`);
    const read = fault ? { unusable: fault } : reader.read(cells, { file, line, suspect });
    if ('unusable' in read) {
      report.reject(LISTING, { file, line, raw, ...read.unusable });
      await this.sending;
      await flushRejections();
      return;
    }
    this.rows.push(toStaged(read.record, ++this.seq));
    if (this.rows.length >= STEP) await this.send();
  }

  private async send(): Promise<void> {
    await this.sending;
    this.sending = stageRows(this.batch.tx, this.rows);
    // A failure is thrown where it is waited for; until then it must not end the process.
    this.sending.catch(() => {});
    this.rows = [];
  }

  async finish(): Promise<void> {
    await this.send();
    await this.sending;
  }
}

function toStaged(record: ListingRecord, seq: number): StagedRow {
  const { raw, ...rest } = record;
  return {
    seq,
    site: siteKey(record),
    place: placeKey(record),
    list: record.list,
    name: foldText(record.organizationName),
    key: record.key,
    // Where a row stands is no change of it.
    hash: sha256(JSON.stringify({ ...record, file: '', line: 0 })),
    record: JSON.stringify(rest),
    raw: JSON.stringify(raw),
  };
}
