import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { nodeBinary } from '../../lib/bootstrap/paths.mjs';
import { run, runScript } from '../../lib/bootstrap/run.mjs';
import { startEmbedded } from '../../prisma/embedded.mjs';
import { prepareKeyring, withDatabase } from '../../prisma/keyring.mjs';
import { migrate } from '../../prisma/migrate.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const APP_PASSWORD = 'app-for-tests';
export const TEST_SECRET = Buffer.alloc(32, 7).toString('base64');

declare module 'vitest' {
  export interface ProvidedContext {
    /** Server of the tests: the owner's connection to the database `postgres`. */
    testServer: { ownerUrl: string; appPassword: string; keyringUrl: string; empty: string; seeded: string };
  }
}

/**
 * One PostgreSQL for all integration tests, and two template databases named by what went into them, so that an
 * unchanged schema and seed are not rebuilt. Each test file gets its own copy (see database.ts).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startEmbedded({
    dir: path.join(ROOT, '.portal', 'test-postgres'),
    password: 'owner-for-tests',
    // Tests check what is written, not that it survives a power cut; the fault suite runs with fsync on.
    settings: { fsync: 'off', synchronous_commit: 'off', max_connections: '200' },
  });
  const tag = contentTag(['prisma/migrations', 'lib/jobs', 'prisma/seed', 'lib/directory', 'lib/scheduling', 'lib/organization']);
  const empty = `t_empty_${contentTag(['prisma/migrations', 'lib/jobs'])}`;
  const seeded = `t_seeded_${tag}`;
  const admin = new pg.Client({ connectionString: server.ownerUrl });
  await admin.connect();
  try {
    await ensureTemplate(admin, server.ownerUrl, empty, async () => {});
    await ensureTemplate(admin, server.ownerUrl, seeded, (name) => seed(server.ownerUrl, name));
  } finally {
    await admin.end();
  }
  const { ownerUrl } = server;
  // One ring for all copies: ids are random, so no file sees another's.
  const keyring = await prepareKeyring({
    ownerUrl: withDatabase(ownerUrl, empty),
    appUrl: appUrl(ownerUrl, empty, APP_PASSWORD),
    givenUrl: await ensureKeysDatabase(ownerUrl),
    appPassword: APP_PASSWORD,
  });
  project.provide('testServer', { ownerUrl, appPassword: APP_PASSWORD, keyringUrl: keyring.appUrl, empty, seeded });
  return () => server.stop();
}

function contentTag(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const dir = path.join(ROOT, folder);
    if (!fs.existsSync(dir)) continue;
    for (const entry of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) hash.update(entry.name).update(fs.readFileSync(path.join(entry.parentPath, entry.name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

async function ensureKeysDatabase(ownerUrl: string): Promise<string> {
  const name = 't_keys';
  const admin = new pg.Client({ connectionString: ownerUrl });
  await admin.connect();
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount === 0) await admin.query(`CREATE DATABASE "${name}"`);
  await admin.end();
  return withDatabase(ownerUrl, name);
}

/** Only a finished template is marked as one, so a killed run never leaves a half-filled one in use. */
async function ensureTemplate(
  admin: pg.Client,
  ownerUrl: string,
  name: string,
  fill: (name: string) => Promise<void>,
): Promise<void> {
  const { rows } = await admin.query('SELECT datistemplate FROM pg_database WHERE datname = $1', [name]);
  if (rows[0]?.datistemplate) return;
  const kind = name.slice(0, name.lastIndexOf('_'));
  const stale = await admin.query<{ datname: string }>(`SELECT datname FROM pg_database WHERE datname LIKE $1`, [`${kind}%`]);
  for (const row of stale.rows) {
    await admin.query(`ALTER DATABASE "${row.datname}" IS_TEMPLATE false`);
    await admin.query(`DROP DATABASE "${row.datname}" WITH (FORCE)`);
  }
  await admin.query(`CREATE DATABASE "${name}"`);
  await migrate({ url: withDatabase(ownerUrl, name), appPassword: APP_PASSWORD });
  await run('queues-tests', nodeBinary(), ['prisma/queues.mjs'], {
    env: { ...process.env, DATABASE_URL: withDatabase(ownerUrl, name) },
  });
  await fill(name);
  await admin.query(`ALTER DATABASE "${name}" IS_TEMPLATE true`);
}

async function seed(ownerUrl: string, name: string): Promise<void> {
  await runScript('seed-tests', 'prisma/seed/seed.ts', {
    env: {
      ...process.env,
      DATABASE_APP_URL: appUrl(ownerUrl, name, APP_PASSWORD),
      SECRET_KEY: TEST_SECRET,
      LOG_LEVEL: 'error',
      CLOCK_START: '2026-11-23T14:00:00Z',
    },
  });
}

/** Connection of the restricted role to one database of the test server. */
export function appUrl(ownerUrl: string, name: string, password: string): string {
  const changed = new URL(withDatabase(ownerUrl, name));
  changed.username = 'portal_app';
  changed.password = password;
  return changed.toString();
}
