import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '@/lib/env';
import { sha256 } from '@/lib/ids';
import { type Prisma, PrismaClient } from './generated/client';
import { closeKeyring } from './keyring';
import { openPool } from './pool';

/** A transaction in progress. Stores accept `Db`, so that they work inside and outside one. */
export type Tx = Prisma.TransactionClient;
export type Db = PrismaClient | Tx;
/** A client, for who begins transactions of their own. */
export type Client = PrismaClient;

/** A statement that begins so is planned anew each time. */
export const UNNAMED = '/* unnamed */ ';

function connect(options: { readonly max: number; readonly name: string; readonly silenceMs?: number }): PrismaClient {
  const pool = openPool({ url: env().DATABASE_APP_URL, ...options });
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
  kept.portalDb ??= connect({ max: env().DATABASE_POOL, name: 'portal' });
  return kept.portalDb;
}

/** Runs `work` in one READ COMMITTED transaction of at most 5 s. No mail, HTTP or other slow call inside. */
export function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(work);
}

/** How long an import may hear nothing of the server: a statement over a whole file takes minutes. */
const PATIENCE_MS = 15 * 60_000;

/** Lends a client of its own to work whose statements take minutes: the pool of the pages cuts them off after seconds. */
export async function withPatientDb<T>(work: (database: PrismaClient) => Promise<T>): Promise<T> {
  const database = connect({ max: 2, name: 'portal-import', silenceMs: PATIENCE_MS });
  try {
    return await work(database);
  } finally {
    await database.$disconnect();
  }
}

/** Closes the pools; for tests and command-line programs. */
export async function closeDb(): Promise<void> {
  await kept.portalDb?.$disconnect();
  delete kept.portalDb;
  await closeKeyring();
}
