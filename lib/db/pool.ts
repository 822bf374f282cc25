import 'server-only';
import type { Socket } from 'node:net';
import pg from 'pg';
import { env } from '@/lib/env';

// One bound for each way a database can be slow, so that requests queue nowhere for long (security spec, point 8).
// Compiling a plan costs more than any of our statements takes, so it is off.
const SESSION_LIMITS = '-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c jit=off';

/** What the driver's types leave out: the socket, and whether the server has answered everything. */
interface Line {
  readonly connection: { readonly stream: Socket };
  readonly readyForQuery: boolean;
}

/**
 * Cuts a connection on which something was asked and nothing has come back for too long. The server's own limits say
 * nothing once it, or the way to it, is gone without a word, and TCP would wait for a quarter of an hour.
 */
function cutWhenSilent(client: pg.PoolClient, silenceMs: number): void {
  const line = client as unknown as Line;
  const { stream } = line.connection;
  stream.setTimeout(silenceMs, () => {
    if (!line.readyForQuery) stream.destroy();
  });
}

interface PoolOptions {
  readonly url: string;
  readonly max: number;
  readonly name: string;
  readonly silenceMs?: number;
}

/** Connections to one server as a restricted role, none of which can wait for long. */
export function openPool({ url, max, name, silenceMs = env().DATABASE_SILENCE_MS }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: env().DATABASE_WAIT_MS,
    options: SESSION_LIMITS,
    application_name: name,
  });
  pool.on('connect', (client) => cutWhenSilent(client, silenceMs));
  return pool;
}
