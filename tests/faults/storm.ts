import { type ChildProcess, spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { openDatabase } from '../../lib/bootstrap/database.mjs';
import { nodeBinary } from '../../lib/bootstrap/paths.mjs';
import { typescript } from '../../lib/bootstrap/run.mjs';
import { localSettings } from '../../lib/bootstrap/settings.mjs';
import { createBookableRole } from '../factories/schedule-rows';
import { openPool } from './pool';
import type { StormOrder, StormReport } from './storm-instance';

/**
 * 64 people press "book" at the same moment on one time, or on times that overlap it, at four instances of the
 * application that share nothing but the database. Each round exactly one has it, the others get three other times
 * that are free, nobody an error of ours.
 */
const { values: options } = parseArgs({
  options: { dir: { type: 'string', default: '' }, rounds: { type: 'string', default: '200' } },
});
const ROUNDS = Number(options.rounds);
const PEOPLE = 64;
const INSTANCES = 4;
/** Rounds that open connections and compile; they are checked and not timed. */
const WARM = 5;
/** The bar of the portal for the answer "somebody else has it", 99 of 100, on a quiet machine. */
const LOSER_P99_MS = 250;
/** A long storm tells how far it is. */
const TELL_EVERY = 250;

const DOUBLES = `
  SELECT count(*)::int AS n FROM claim a JOIN claim b ON a.id < b.id AND a.appointment_id <> b.appointment_id
  WHERE a.status IN ('held', 'booked', 'blocked') AND b.status IN ('held', 'booked', 'blocked')
    AND ((a.practitioner_role_id = b.practitioner_role_id AND a.busy && b.busy)
      OR (a.member_id = b.member_id AND a.during && b.during))`;
const TAKEN = `
  SELECT count(*)::int AS n FROM unnest($2::text[]) AS offered
  JOIN claim c ON c.practitioner_role_id = $1 AND c.status IN ('held', 'booked', 'blocked') AND c.busy && offered::tstzrange`;
const DEADLOCKS = 'SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()';

async function startInstance({ appUrl, keyringUrl }: { appUrl: string; keyringUrl: string }): Promise<ChildProcess> {
  const env = {
    ...process.env,
    DATABASE_APP_URL: appUrl,
    KEYRING_APP_URL: keyringUrl,
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  };
  const child = spawn(nodeBinary(), typescript('tests/faults/storm-instance.ts'), {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise((resolve) => child.once('message', resolve));
  return child;
}

function order(child: ChildProcess, what: StormOrder): Promise<StormReport> {
  return new Promise((resolve) => {
    child.once('message', (report) => resolve(report as StormReport));
    child.send(what);
  });
}

const countOf = async (pool: pg.Pool, sql: string, values: readonly unknown[] = []) =>
  (await pool.query<{ n: number }>(sql, [...values])).rows[0]?.n ?? -1;

async function judge(pool: pg.Pool, roleId: string, reports: readonly StormReport[]): Promise<string[]> {
  const losers = reports.flatMap((report) => report.losers);
  const winners = reports.reduce((sum, report) => sum + report.winners, 0);
  const offered = [...new Set(losers.flatMap((loser) => loser.alternatives))];
  return [
    ...reports.flatMap((report) => report.bugs),
    ...(winners === 1 ? [] : [`${winners} winners`]),
    ...(losers.length === PEOPLE - 1 ? [] : [`${losers.length} losers`]),
    ...losers.filter((loser) => loser.code !== 'SLOT_TAKEN').map((loser) => `a loser was told ${loser.code}`),
    ...losers.filter((loser) => loser.alternatives.length !== 3).map((loser) => `${loser.alternatives.length} alternatives`),
    ...((await countOf(pool, TAKEN, [roleId, offered])) === 0 ? [] : ['an alternative was not free']),
  ];
}

const at = (sorted: readonly number[], share: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

async function main(): Promise<void> {
  const database = await openDatabase({ settings: localSettings(), dir: options.dir });
  const pool = openPool(database.ownerUrl);
  const asOwner = async <Row>(sql: string, values: readonly unknown[] = []) => (await pool.query(sql, [...values])).rows as Row[];
  const rows = { asOwner, asApp: asOwner, appUrl: '' } as Parameters<typeof createBookableRole>[0];
  await pool.query('TRUNCATE claim');
  const deadlocksBefore = await countOf(pool, DEADLOCKS);
  const instances = await Promise.all(Array.from({ length: INSTANCES }, () => startInstance(database)));
  const faults: string[] = [];
  const waits: number[] = [];
  let role = await createBookableRole(rows, { stepMin: 15 });
  for (let round = 0; round < ROUNDS; round++) {
    // A new role every 20 rounds: a busy book stays readable, and the horizon is 60 days.
    if (round % 20 === 0) role = await createBookableRole(rows, { stepMin: 15 });
    const each = { role, at: round % 20, people: PEOPLE / INSTANCES, overlapping: round % 2 === 1 };
    const reports = await Promise.all(
      instances.map((child, index) => order(child, { ...each, seed: round * INSTANCES + index + 1 })),
    );
    for (const fault of await judge(pool, role.roleId, reports)) faults.push(`round ${round}: ${fault}`);
    if (round >= WARM) for (const { losers } of reports) waits.push(...losers.map((loser) => loser.ms));
    if ((round + 1) % TELL_EVERY === 0) {
      const [doubles, deadlocks] = [await countOf(pool, DOUBLES), (await countOf(pool, DEADLOCKS)) - deadlocksBefore];
      console.log(`so far ${round + 1}: ${doubles} doubles, ${deadlocks} deadlocks, ${faults.length} wrong answers`);
    }
  }
  for (const child of instances) child.kill();
  const doubles = await countOf(pool, DOUBLES);
  const deadlocks = (await countOf(pool, DEADLOCKS)) - deadlocksBefore;
  await pool.end();
  await database.stop();
  waits.sort((a, b) => a - b);
  const p99 = at(waits, 0.99);
  console.log(
    `${ROUNDS} rounds of ${PEOPLE} people at ${INSTANCES} instances: ${doubles} doubles, ${deadlocks} deadlocks, ` +
      `${faults.length} wrong answers; losers p50 ${at(waits, 0.5)} ms, p99 ${p99} ms, slowest ${at(waits, 1)} ms`,
  );
  if (p99 > LOSER_P99_MS) console.log(`rounds were slow: p99 over ${LOSER_P99_MS} ms; measure on a quiet machine`);
  for (const fault of faults.slice(0, 20)) console.log(`FAULT ${fault}`);
  process.exit(faults.length > 0 || doubles !== 0 ? 1 : 0);
}

await main();
