import path from 'node:path';
import { isVerifiedConnection } from '../db/remote.mjs';
import { Fixable, say, step } from './console.mjs';
import { nodeBinary, STATE } from './paths.mjs';
import { run, runScript } from './run.mjs';

/**
 * A migrated database: the one of DATABASE_URL when set, else the embedded one.
 * @param {{ settings: ReturnType<import('./settings.mjs').localSettings>, dir?: string, server?: Record<string, string> }} options `server`: PostgreSQL settings of the embedded one
 * @returns {Promise<{ ownerUrl: string, appUrl: string, keyringUrl: string, embedded: import('../../prisma/embedded.mjs').Embedded | null, stop: () => Promise<void> }>}
 */
export async function openDatabase({ settings, dir = path.join(STATE, 'postgres'), server = {} }) {
  // Set but empty counts as unset.
  const external = process.env.DATABASE_URL || null;
  for (const name of ['DATABASE_URL', 'KEYRING_URL']) requireVerified(name);
  const embedded = external ? null : await startOwn(dir, settings, server);
  const ownerUrl = external ?? embedded.ownerUrl;
  const stop = async () => embedded?.stop();
  try {
    await step('bringing the database up to date', () => bringUpToDate(ownerUrl, settings));
    const appUrl = process.env.DATABASE_APP_URL || appUrlOf(ownerUrl, settings.appPassword);
    return { ownerUrl, appUrl, keyringUrl: await openKeyring({ ownerUrl, appUrl, settings }), embedded, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function requireVerified(name) {
  const url = process.env[name];
  if (!url || process.env.DATABASE_TLS === 'off' || isVerifiedConnection(url)) return;
  throw new Fixable(
    `${name} leads to another machine without verified TLS.`,
    'Add ?sslmode=verify-full to it (and sslrootcert=<file> for an authority of your own), or set DATABASE_TLS=off where that network is yours alone.',
  );
}

/** The store of the secrets that deletion destroys. @returns the application's connection to it */
async function openKeyring({ ownerUrl, appUrl, settings }) {
  const { prepareKeyring } = await import('../../prisma/keyring.mjs');
  const ring = await prepareKeyring({
    ownerUrl,
    appUrl,
    givenUrl: process.env.KEYRING_URL || null,
    givenAppUrl: process.env.KEYRING_APP_URL || null,
    appPassword: settings.appPassword,
  });
  if (ring.shared) {
    say(
      '  The key ring is the schema "keyring" of the database itself: leave it out of its backups (SECURITY.md), or set KEYRING_URL.',
    );
  }
  return ring.appUrl;
}

async function startOwn(dir, settings, server) {
  const { startEmbedded } = await import('../../prisma/embedded.mjs');
  return step('starting the embedded PostgreSQL', () =>
    startEmbedded({ dir, password: settings.databasePassword, settings: server }),
  );
}

async function bringUpToDate(url, settings) {
  const { migrate } = await import('../../prisma/migrate.mjs');
  try {
    const applied = await migrate({ url, ...(process.env.DATABASE_APP_URL ? {} : { appPassword: settings.appPassword }) });
    await run('queues', nodeBinary(), ['prisma/queues.mjs'], { env: { ...process.env, DATABASE_URL: url } });
    return applied.length ? `${applied.length} migrations applied` : 'nothing to do';
  } catch (error) {
    const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '3D000', '28000'].includes(error.code);
    if (!unreachable) throw error;
    throw new Fixable(
      `The database of DATABASE_URL cannot be used: ${error.message}`,
      'Check host, port, database name and password, or unset DATABASE_URL to use the embedded PostgreSQL.',
    );
  }
}

/** The restricted role's connection to the same server and database. */
function appUrlOf(ownerUrl, password) {
  const url = new URL(ownerUrl);
  url.username = 'portal_app';
  url.password = encodeURIComponent(password);
  return url.toString();
}

/** Fills in the demonstration directory and its schedules. A second run changes nothing. */
export async function seedDemonstration(env) {
  await step('preparing the demonstration directory', async () => {
    const { output } = await runScript('seed', 'prisma/seed/seed.ts', { env });
    return output.trim().split('\n').at(-1);
  });
}
