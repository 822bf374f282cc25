import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { applicationEnv, ensureBuilt, serve, stopServing } from '../../../lib/bootstrap/application.mjs';
import { openDatabase, seedDemonstration } from '../../../lib/bootstrap/database.mjs';
import { STATE } from '../../../lib/bootstrap/paths.mjs';
import { localSettings } from '../../../lib/bootstrap/settings.mjs';
import { freePort, startEmbedded } from '../../../prisma/embedded.mjs';
import { openPool } from '../pool';

const DATA = path.join(STATE, 'surface-postgres');

export interface Instance {
  readonly origin: string;
  readonly port: number;
  /** What the process printed. */
  readonly log: () => string;
}

export interface TestPortal extends Instance {
  /** Pool of the database owner: for arranging, counting and dumping. */
  readonly owner: pg.Pool;
  readonly ownerUrl: string;
  /** Another process on the same database; `publicOrigin` is what it believes its address to be. */
  readonly another: (publicOrigin?: string) => Promise<Instance>;
  readonly stop: () => Promise<void>;
}

/** The portal as it is released – production build, restricted role, demonstration data – on a database of its own. */
export async function startTestPortal(): Promise<TestPortal> {
  const settings = localSettings();
  // A database of our own: these programs fill it with nonsense.
  delete process.env.DATABASE_URL;
  const server = await startEmbedded({ dir: DATA, password: settings.databasePassword });
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query('DROP DATABASE IF EXISTS portal WITH (FORCE)');
  await admin.end();
  const database = await openDatabase({ settings, dir: DATA });
  const owner = openPool(database.ownerUrl);
  const children: Awaited<ReturnType<typeof serve>>[] = [];
  const stop = async () => {
    await Promise.all(children.map(stopServing));
    await owner.end();
    await database.stop();
  };
  const start = async (publicOrigin?: string): Promise<Instance> => {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const file = path.join(STATE, 'logs', `surface-${children.length}.log`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.rmSync(file, { force: true });
    const env = { ...applicationEnv(settings, { ...database, origin: publicOrigin ?? origin }), ...WATCHED };
    children.push(await serve('start', { env, port, host: '127.0.0.1', log: file }));
    return { origin, port, log: () => fs.readFileSync(file, 'utf8') };
  };
  try {
    const env = { ...applicationEnv(settings, { ...database, origin: '' }), ...WATCHED };
    await ensureBuilt(env);
    await seedDemonstration(env);
    // What this program arranges through the application's own stores must be sealed with the same keys.
    const { DATABASE_APP_URL, KEYRING_APP_URL, SECRET_KEY } = env;
    Object.assign(process.env, { DATABASE_APP_URL, KEYRING_APP_URL, SECRET_KEY, LOG_LEVEL: 'silent' });
    const first = await start();
    return { ...first, owner, ownerUrl: database.ownerUrl, another: start, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Every line is wanted; each caller is told apart by a forwarded address; the try-out mailbox shows what was sent. */
const WATCHED = { LOG_LEVEL: 'debug', TRUST_PROXY: 'on', MAILBOX: 'on' };
