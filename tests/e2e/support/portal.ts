import path from 'node:path';
import pg from 'pg';
import { applicationEnv, ensureBuilt, serve, stopServing } from '../../../lib/bootstrap/application.mjs';
import { openDatabase, seedDemonstration } from '../../../lib/bootstrap/database.mjs';
import { ensureGenerated } from '../../../lib/bootstrap/install.mjs';
import { STATE } from '../../../lib/bootstrap/paths.mjs';
import { localSettings } from '../../../lib/bootstrap/settings.mjs';
import { freePort, startEmbedded } from '../../../prisma/embedded.mjs';

const DATA = path.join(STATE, 'e2e-postgres');

/** What the specs need of the portal under test; kept in the environment, which the workers inherit. */
const KEYS = { url: 'PORTAL_URL', ownerUrl: 'E2E_OWNER_URL', appUrl: 'E2E_APP_URL', keyringUrl: 'E2E_KEYRING_URL' } as const;

/**
 * Starts the portal as `npm start` does – production build, own embedded database, demonstration data – on a free
 * port, or uses the one at PORTAL_URL. Each run gets a new database: yesterday's bookings are not today's free times.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.PORTAL_URL) return async () => {};
  const settings = localSettings();
  await ensureGenerated();
  await dropDatabase(settings.databasePassword);
  const database = await openDatabase({ settings, dir: DATA });
  try {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const env = portalEnv(settings, { ...database, origin });
    await seedDemonstration(env);
    await ensureBuilt(env);
    const child = await serve('start', { env, port, host: '127.0.0.1', quiet: !process.env.E2E_VERBOSE });
    process.env[KEYS.url] = origin;
    process.env[KEYS.ownerUrl] = database.ownerUrl;
    process.env[KEYS.appUrl] = database.appUrl;
    process.env[KEYS.keyringUrl] = database.keyringUrl;
    return async () => {
      await stopServing(child);
      await database.stop();
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Each browser context is its own visitor for the rate limits, told apart by a forwarded address. */
export function portalEnv(
  settings: ReturnType<typeof localSettings>,
  place: { appUrl: string; keyringUrl: string; origin: string },
): NodeJS.ProcessEnv {
  const APP_ORIGIN = `${place.origin},${place.origin.replace('127.0.0.1', 'localhost')}`;
  return { ...applicationEnv(settings, place), APP_ORIGIN, NODE_ENV: 'production', LOG_LEVEL: 'error', TRUST_PROXY: 'on' };
}

async function dropDatabase(password: string): Promise<void> {
  if (process.env.DATABASE_URL) return;
  const server = await startEmbedded({ dir: DATA, password });
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query('DROP DATABASE IF EXISTS portal WITH (FORCE)');
  await admin.end();
}

/** SQL as the owner, for arranging what a person cannot (an expired hold) and for counting what was written. */
export async function asOwner<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: process.env[KEYS.ownerUrl] });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** True when this run started the portal itself and may look into its database. */
export const ownsPortal = () => Boolean(process.env[KEYS.ownerUrl]);
