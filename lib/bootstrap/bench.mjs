/**
 * `npm run bench`: the ladder from bare SQL to a finished page, interleaved, as ratios with their budgets.
 * `-- --big` asks the same of directories of up to a million entries (bench-scale.mjs).
 * `-- --bulk` compares export and import with COPY.
 * `-- --short` takes seconds for each rung and fails on wrong answers only. Results: tests/bench/results/.
 */
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { applicationEnv, ensureBuilt, serve, stopServing } from './application.mjs';
import { machineFacts } from './bench-machine.mjs';
import { fail, say, step } from './console.mjs';
import { openDatabase, seedDemonstration } from './database.mjs';
import { serveEmpty } from './empty-page.mjs';
import { ensureGenerated, ensureInstalled } from './install.mjs';
import { ROOT, STATE } from './paths.mjs';
import { runScript } from './run.mjs';
import { loadEnvFile, localSettings } from './settings.mjs';

const short = process.argv.includes('--short');
const DATA = path.join(STATE, 'bench-postgres');
/** The data must be the same on every run: open times depend on the day. */
const CLOCK_START = '2026-11-23T14:00:00Z';

/** A new database in the bench's own server; its folder and the server's start are reused. */
async function freshDatabase(settings) {
  const { startEmbedded } = await import('../../prisma/embedded.mjs');
  const server = await startEmbedded({ dir: DATA, password: settings.databasePassword });
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query('DROP DATABASE IF EXISTS portal WITH (FORCE)');
  await admin.end();
  return openDatabase({ settings, dir: DATA });
}

async function main() {
  loadEnvFile();
  await ensureInstalled();
  await ensureGenerated();
  const { freePort } = await import('../../prisma/embedded.mjs');
  const settings = localSettings();
  const external = process.env.DATABASE_URL;
  delete process.env.DATABASE_URL;
  if (external) say('  The bench uses its own embedded PostgreSQL, not DATABASE_URL.');
  if (process.argv.includes('--big')) {
    const { benchScale } = await import('./bench-scale.mjs');
    process.exit((await benchScale(settings)) ? 0 : 1);
  }
  if (process.argv.includes('--bulk')) {
    const { benchBulk } = await import('./bench-scale.mjs');
    await benchBulk(settings);
    process.exit(0);
  }
  const database = await freshDatabase(settings);
  const children = [];
  const stop = async () => {
    for (const child of children) await stopServing(child);
    await database.stop();
  };
  process.on('SIGINT', () => stop().then(() => process.exit(130)));
  try {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const env = {
      ...applicationEnv(settings, { ...database, origin }),
      CLOCK_START,
      LOG_LEVEL: 'error',
      JOBS: 'off',
    };
    await seedDemonstration(env);
    await ensureBuilt(env);
    const portal = await step('starting the portal', () => serve('start', { env, port, host: '127.0.0.1', quiet: true }));
    children.push(portal);
    const empty = await step('starting an empty page to compare with', () => serveEmpty(path.join(STATE, 'bench-empty')));
    children.push(empty.child);
    const file = path.join(
      ROOT,
      'tests/bench/results',
      `${new Date().toISOString().slice(0, 10)}${short ? '-short.json.tmp' : '.json'}`,
    );
    const args = Object.entries({
      portal: origin,
      empty: empty.url,
      owner: database.ownerUrl,
      portalPid: portal.pid,
      emptyPid: empty.child.pid,
      databasePid: database.embedded.pid,
      save: path.relative(ROOT, file),
      machine: JSON.stringify(machineFacts()),
    }).flatMap(([key, value]) => [`--${key}`, String(value)]);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    say('');
    await runScript('bench-run', 'tests/bench/run.ts', { env, args: short ? [...args, '--short'] : args, show: true });
  } finally {
    await stop();
  }
}

main().then(() => process.exit(0), fail);
