import 'server-only';
import type { Socket } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { env } from '@/lib/env';
import { sha256 } from '@/lib/ids';
import { type Prisma, PrismaClient } from './generated/client';

/** A transaction in progress. Stores accept `Db`, so that they work inside and outside one. */
export type Tx = Prisma.TransactionClient;
export type Db = PrismaClient | Tx;

// One bound for each way a database can be slow, so that requests queue nowhere for long (security spec, point 8).
// Compiling a plan costs more than any of our statements takes, so it is off.
const SESSION_LIMITS = '-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c jit=off';

// The server's own limits say nothing once it, or the way to it, is gone without a word, and TCP would wait for a quarter
// of an hour. A little more than a statement may take.
let silenceLimitMs = 6000;

/** For a program whose statements may take longer, such as an import: before its first use of the database. */
export function allowSilence(ms: number): void {
  silenceLimitMs = ms;
}

/** A statement that begins so is planned anew each time. */
export const UNNAMED = '/* unnamed */ ';

/** What the driver's types leave out: the socket, and whether the server has answered everything. */
interface Line {
  readonly connection: { readonly stream: Socket };
  readonly readyForQuery: boolean;
}

/** Cuts a connection on which something was asked and nothing has come back for too long. */
function cutWhenSilent(client: pg.PoolClient): void {
  const line = client as unknown as Line;
  const { stream } = line.connection;
  stream.setTimeout(silenceLimitMs, () => {
    if (!line.readyForQuery) stream.destroy();
  });
}

function connect(): PrismaClient {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_APP_URL,
    max: env().DATABASE_POOL,
    connectionTimeoutMillis: env().DATABASE_WAIT_MS,
    options: SESSION_LIMITS,
    application_name: 'portal',
  });
  pool.on('connect', cutWhenSilent);
  const adapter = new PrismaPg(
    pool,
    // Named statements are planned once for each connection: the largest single gain measured on hot reads.
    // Not where a client chooses the statement's shape (FHIR search): names stay in the connection's memory for good.
    {
      disposeExternalPool: true,
      statementNameGenerator: ({ sql }: { sql: string }) => (sql.startsWith(UNNAMED) ? '' : `p${sha256(sql).slice(0, 24)}`),
    },
  );
  return new PrismaClient({ adapter, transactionOptions: { timeout: 5000, maxWait: env().DATABASE_WAIT_MS } });
}

const kept = globalThis as typeof globalThis & { portalDb?: PrismaClient };

/** The application's connection pool, as the restricted role; one for each process. */
export function db(): PrismaClient {
  kept.portalDb ??= connect();
  return kept.portalDb;
}

/** Runs `work` in one READ COMMITTED transaction of at most 5 s. No mail, HTTP or other slow call inside. */
export function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(work);
}

/** Closes the pool; for tests and command-line programs. */
export async function closeDb(): Promise<void> {
  await kept.portalDb?.$disconnect();
  delete kept.portalDb;
}
