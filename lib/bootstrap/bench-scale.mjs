/**
 * `npm run bench -- --big`: the same questions on directories of 35 thousand, 100 thousand and 1 million entries, beside
 * their bare SQL, with budgets, and how much a million costs over a hundred thousand. `--sizes 35000,100000` chooses,
 * `--only facets,fhir-name` too, `--no-page` leaves the built portal out.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { applicationEnv, ensureBuilt, serve, stopServing } from './application.mjs';
import { machineFacts } from './bench-machine.mjs';
import { say, step } from './console.mjs';
import { openDatabase, seedDemonstration } from './database.mjs';
import { scaleDatabase } from './directory-generate.mjs';
import { ROOT, STATE } from './paths.mjs';
import { runScript } from './run.mjs';

const SIZES = '35000,100000,1000000';
const CLOCK_START = '2026-11-23T14:00:00Z';
/** A million may cost at most so many times what a hundred thousand costs. */
const GROWTH = 2;
/** Below this both are noise: a tenth of a millisecond more is no growth. */
const GROWTH_FLOOR_MS = 5;

/** Imports wait for statements of minutes. */
const LONG_STATEMENTS_MS = '900000';

const report = (size) => path.join(STATE, `bench-scale-${size}.json`);

async function tidy(ownerUrl) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('VACUUM (ANALYZE) directory_entry');
  await client.end();
}

async function measureSize(size, settings, { only, page }) {
  const { freePort } = await import('../../prisma/embedded.mjs');
  const database = await scaleDatabase({ size, settings });
  let portal = null;
  try {
    await step('tidying up after the last change of tables', () => tidy(database.ownerUrl));
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const env = {
      ...applicationEnv(settings, { ...database, origin }),
      CLOCK_START,
      LOG_LEVEL: 'error',
      JOBS: 'off',
    };
    if (page) {
      await ensureBuilt(env);
      portal = await step('starting the portal', () => serve('start', { env, port, host: '127.0.0.1', quiet: true }));
    }
    const args = [
      '--size',
      String(size),
      '--save',
      report(size),
      '--only',
      only,
      '--databasePid',
      String(database.embedded?.pid ?? 0),
      ...(page ? ['--portal', origin, '--portalPid', String(portal.pid)] : []),
    ];
    await runScript(`bench-scale-${size}`, 'tests/bench/scale/run.ts', { env, args, show: true });
  } finally {
    if (portal) await stopServing(portal);
    await database.stop();
  }
}

/** Prints p95 of a million over a hundred thousand. */
function growth(small, large) {
  return large.rows.flatMap((row) => {
    const before = small.rows.find(({ id }) => id === row.id);
    if (!before) return [];
    const value = row.p95 / before.p95;
    const fine = value <= GROWTH || row.p95 <= GROWTH_FLOOR_MS;
    say(
      `${fine ? ' ' : '!'} ${row.title.padEnd(46)} p95 at ${large.size} / ${small.size}: ${value.toFixed(2)}x (budget ${GROWTH})`,
    );
    return [{ id: row.id, value, budget: GROWTH, fine }];
  });
}

export async function benchScale(settings) {
  const { values } = parseArgs({
    options: {
      big: { type: 'boolean' },
      sizes: { type: 'string', default: SIZES },
      only: { type: 'string', default: '' },
      'no-page': { type: 'boolean', default: false },
    },
  });
  const sizes = values.sizes.split(',').map(Number);
  for (const size of sizes) await measureSize(size, settings, { only: values.only, page: !values['no-page'] });
  const results = SIZES.split(',')
    .map(Number)
    .filter((size) => fs.existsSync(report(size)))
    .map((size) => JSON.parse(fs.readFileSync(report(size), 'utf8')));
  const of = (size) => results.find((result) => result.size === size);
  const grown = of(100_000) && of(1_000_000) ? growth(of(100_000), of(1_000_000)) : [];
  const over = [
    ...results.flatMap(({ size, rows }) => rows.filter(({ fine }) => !fine).map(({ title }) => `${title} at ${size}`)),
    ...grown.filter(({ fine }) => !fine).map(({ id }) => `growth of ${id}`),
  ];
  const file = path.join(ROOT, 'tests/bench/results', `${new Date().toISOString().slice(0, 10)}-scale.json`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify({ machine: machineFacts(), results, growth: grown }, null, 2)}\n`);
  say(`\n  kept in ${path.relative(ROOT, file)}`);
  if (over.length > 0) say(`\n  over budget: ${over.join('; ')}`);
  return over.length === 0;
}

/** A directory with the demonstration alone, made anew. */
async function emptyDatabase(settings) {
  const folder = path.join(STATE, 'bench-import');
  fs.rmSync(folder, { recursive: true, force: true });
  const empty = await openDatabase({ settings, dir: folder });
  await seedDemonstration(applicationEnv(settings, { ...empty, origin: '' }));
  return empty;
}

/** `npm run bench -- --bulk`: files out of a large directory (`--size`) and into an empty one, beside COPY. */
export async function benchBulk(settings) {
  const { values } = parseArgs({
    options: {
      bulk: { type: 'boolean' },
      size: { type: 'string', default: '100000' },
      data: { type: 'string', default: path.join(ROOT, '../shared/data') },
    },
  });
  const measure = async (what, database) => {
    try {
      const place = { ...database, origin: 'http://localhost:3000' };
      const env = { ...applicationEnv(settings, place), DATABASE_SILENCE_MS: LONG_STATEMENTS_MS };
      const args = [
        '--what',
        what,
        '--owner',
        database.ownerUrl,
        '--data',
        values.data,
        '--save',
        path.join(STATE, `bench-${what}.json`),
      ];
      await runScript(`bench-${what}`, 'tests/bench/scale/bulk.ts', { env, args, show: true });
    } finally {
      await database.stop();
    }
  };
  const size = Number(values.size);
  await measure('export', await scaleDatabase({ size, settings }));
  const measured = ['export'];
  if (fs.existsSync(path.join(values.data, 'providers'))) {
    await measure('import', await emptyDatabase(settings));
    measured.push('import');
  } else say(`  import: not measured, no listings in ${values.data} (--data <folder>)`);
  const rows = measured.flatMap((what) => JSON.parse(fs.readFileSync(path.join(STATE, `bench-${what}.json`), 'utf8')));
  const file = path.join(ROOT, 'tests/bench/results', `${new Date().toISOString().slice(0, 10)}-bulk.json`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify({ machine: machineFacts(), size, rows }, null, 2)}\n`);
}
