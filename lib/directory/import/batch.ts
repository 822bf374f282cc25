import 'server-only';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { type Client, db, type Tx } from '@/lib/db/client';
import type { Ids } from '@/lib/ids';
import type { OnProgress } from './progress';
import { askAboutRejected, keepRejected } from './quarantine';
import { type ImportReport, ReportBuilder } from './report';
import { finishBatch, startBatch, waitForTurn } from './store';

const BATCH_LIMIT_MS = 15 * 60_000;
/** Rejections held in memory before they go to the quarantine. */
const REJECTED_STEP = 500;

export interface ImportDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  /** The pages' client unless told otherwise; see `withPatientDb`. */
  readonly database?: Client | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** How many rows the files may have; for the bar only. */
  readonly rowsGuessed?: number | undefined;
  /** The id of the batch, where it was given out before. */
  readonly batchId?: string | undefined;
  /** Runs in the same transaction when its turn has come. Whoever throws here stops the import. */
  readonly begin?: ((tx: Tx) => Promise<void>) | undefined;
  /** Runs last in the same transaction: what must be true exactly when the import is. */
  readonly end?: ((tx: Tx) => Promise<void>) | undefined;
}

/** What the reader and writer of a format work with. */
export interface Batch {
  readonly tx: Tx;
  readonly id: string;
  readonly at: Date;
  readonly deps: ImportDeps;
  readonly report: ReportBuilder;
  /** Call it between rows: rejections leave memory. */
  readonly flushRejections: () => Promise<void>;
}

/**
 * One import is one transaction: all of its files or nothing. It waits until no other import runs, keeps what could not
 * be used, and leaves its report and its line in the audit trail. `work` tells the hash of what it read.
 */
export function runBatch(
  actor: Actor,
  fileName: string,
  deps: ImportDeps,
  work: (batch: Batch) => Promise<{ readonly sha256: string }>,
): Promise<ImportReport> {
  return (deps.database ?? db()).$transaction(
    async (tx) => {
      const report = new ReportBuilder();
      await waitForTurn(tx);
      await deps.begin?.(tx);
      const at = deps.clock.now();
      const id = deps.batchId ?? deps.ids.uuid<'import_batch'>();
      await startBatch(tx, id, fileName, at);
      const keep = (least: number) =>
        report.rejectionsWaiting >= least ? keepRejected(tx, id, report.takeRejections(), deps.ids) : Promise.resolve();
      const { sha256 } = await work({ tx, id, at, deps, report, flushRejections: () => keep(REJECTED_STEP) });
      await keep(1);
      const built = report.build();
      if (built.counts.rejected > 0) await askAboutRejected(tx, { batchId: id, source: built.source, at }, deps);
      await finishBatch(tx, id, built, sha256, deps.clock.now());
      await deps.end?.(tx);
      const subject = `import_batch:${id}`;
      await recordAudit(tx, { actor: actorLabel(actor), action: 'directory.imported', subject, detail: { ...built.counts } });
      return built;
    },
    { timeout: BATCH_LIMIT_MS, maxWait: 5000 },
  );
}
