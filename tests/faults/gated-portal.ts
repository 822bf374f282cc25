import type pg from 'pg';
import { applicationEnv, serve } from '../../lib/bootstrap/application.mjs';
import { openDatabase } from '../../lib/bootstrap/database.mjs';
import { localSettings } from '../../lib/bootstrap/settings.mjs';
import { freePort, type startEmbedded } from '../../prisma/embedded.mjs';
import { type Gate, openGate } from '../support/gate';
import { openPool } from './pool';

type Embedded = Awaited<ReturnType<typeof startEmbedded>>;

export interface GatedPortal {
  readonly origin: string;
  /** The way from the application to its database. */
  readonly gate: Gate;
  /** Pool of the database owner, past the gate; another one after a restart. */
  readonly owner: () => pg.Pool;
  readonly embedded: () => Embedded;
  /** Starts the server again after it ended by itself. */
  readonly restartDatabase: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface GatedOptions {
  readonly dir: string;
  readonly server?: Record<string, string>;
  readonly env?: Readonly<Record<string, string>>;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Addresses of the database and of the key ring beside it, by way of a gate. */
export function urlsThrough(gate: Gate, urls: { readonly appUrl: string; readonly keyringUrl: string }) {
  const through = (text: string) => {
    const url = new URL(text);
    url.port = String(gate.port);
    return url.toString();
  };
  return { appUrl: through(urls.appUrl), keyringUrl: through(urls.keyringUrl) };
}

/** The built portal with a gate before a database of its own; each caller is told apart by a forwarded address. */
export async function startGatedPortal({ dir, server = {}, env = {} }: GatedOptions): Promise<GatedPortal> {
  const settings = localSettings();
  let database = await openDatabase({ settings, dir, server });
  const gate = await openGate({ host: '127.0.0.1', port: database.embedded?.port ?? 0 });
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const base = applicationEnv(settings, { ...urlsThrough(gate, database), origin });
  const child = await serve('start', {
    env: { ...base, LOG_LEVEL: 'silent', JOBS: 'off', TRUST_PROXY: 'on', ...env },
    port,
    host: '127.0.0.1',
    quiet: true,
  });
  let owner = openPool(database.ownerUrl);
  return {
    origin,
    gate,
    owner: () => owner,
    embedded: () => {
      if (!database.embedded) throw new Error('this program needs a database of its own: unset DATABASE_URL');
      return database.embedded;
    },
    restartDatabase: async () => {
      database = await openDatabase({ settings, dir, server });
      await owner.end();
      owner = openPool(database.ownerUrl);
      gate.reopen(database.embedded?.port);
    },
    stop: async () => {
      child.kill('SIGKILL');
      await owner.end();
      await gate.close();
      await database.stop();
    },
  };
}

/** Milliseconds until the portal says that it is ready. @throws after a minute */
export async function untilReady(origin: string): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < 60_000) {
    const ready = await fetch(`${origin}/api/ready`, { signal: AbortSignal.timeout(2000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return performance.now() - started;
    await wait(50);
  }
  throw new Error('not ready after 60 s');
}
