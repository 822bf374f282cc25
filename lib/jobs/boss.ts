import 'server-only';
import { fromPrisma, PgBoss } from 'pg-boss';
import { db, type Tx } from '@/lib/db/client';
import { env } from '@/lib/env';
import { errorFields, logger } from '@/lib/logger';
import { JOB_SCHEMA } from './queues.mjs';

const kept = globalThis as typeof globalThis & { portalBoss?: PgBoss; portalJobSender?: PgBoss };

/** The queue client as the restricted role. It works jobs and adds jobs; tables and queues are the migration's affair. */
export function boss(): PgBoss {
  if (!kept.portalBoss) {
    const client = new PgBoss({
      connectionString: env().DATABASE_APP_URL,
      schema: JOB_SCHEMA,
      migrate: false,
      createSchema: false,
      reindex: false,
      monitorVacuum: false,
      max: 3,
      application_name: 'portal-jobs',
    });
    client.on('error', (error) => logger.error({ event: 'jobs.error', ...errorFields(error) }));
    kept.portalBoss = client;
  }
  return kept.portalBoss;
}

/**
 * The client that only adds jobs. It asks for queue settings over the application's own pool, so that a process which
 * works no jobs (JOBS=off, the seed, a test) can add them without starting a worker.
 */
function sender(): PgBoss {
  kept.portalJobSender ??= new PgBoss({
    db: { executeSql: (text, values) => fromPrisma(db()).executeSql(text, values) },
    schema: JOB_SCHEMA,
    migrate: false,
    createSchema: false,
  });
  return kept.portalJobSender;
}

export interface NewJob {
  readonly queue: string;
  /** Ids and codes only: job rows are kept for days, so they hold nothing a person typed. */
  readonly data: Readonly<Record<string, string | number | boolean>>;
  /** Not before this instant. */
  readonly startAfter?: Date;
  /** A second job with the same key, while the first waits, is not added. */
  readonly singletonKey?: string;
}

/** Adds a job inside the caller's transaction: the job exists exactly when the row it is about does. */
export async function enqueueJob(tx: Tx, job: NewJob): Promise<void> {
  await sender().send(
    job.queue,
    { ...job.data },
    {
      db: fromPrisma(tx),
      ...(job.startAfter ? { startAfter: job.startAfter } : {}),
      ...(job.singletonKey ? { singletonKey: job.singletonKey } : {}),
    },
  );
}
