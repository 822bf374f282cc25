import { type ChildProcess, spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { applicationEnv, serve } from '../../lib/bootstrap/application.mjs';
import { openDatabase } from '../../lib/bootstrap/database.mjs';
import { nodeBinary } from '../../lib/bootstrap/paths.mjs';
import { typescript } from '../../lib/bootstrap/run.mjs';
import { localSettings } from '../../lib/bootstrap/settings.mjs';
import { freePort } from '../../prisma/embedded.mjs';
import { type Gate, openGate } from '../support/gate';
import { bookOnce, judgeBookings, makeRoles } from './booking';
import { untilReady, urlsThrough } from './gated-portal';
import { judgeJobs, waitForJobs } from './kill-jobs';
import { openPool } from './pool';

/**
 * People book while the application, the job worker or the database is killed with -9. Whoever was told "booked" must
 * be booked afterwards, nobody twice; every booking has its one message and its one job, done, and nothing else has;
 * the portal must be ready again within 10 s.
 */
const { values: options } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    kills: { type: 'string', default: '1' },
    /** application, worker or database; all when left out. */
    only: { type: 'string', default: '' },
  },
});

const CLIENTS = 6;
/** The bar is 10 s on a quiet machine; a single kill is about what is lost, on whatever machine. */
const READY_LIMIT_MS = Number(options.kills) > 1 ? 10_000 : 30_000;
const settings = localSettings();
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;

interface Running {
  database: Awaited<ReturnType<typeof openDatabase>>;
  portal: ChildProcess;
  /** Works the jobs, so that it can be killed without the pages. */
  worker: ChildProcess;
  /** The database comes back on another port; the application keeps its address, as it would in production. */
  readonly gate: Gate;
}

function envThrough(gate: Gate, database: Running['database']) {
  return {
    ...applicationEnv(settings, { ...urlsThrough(gate, database), origin }),
    NODE_ENV: 'production',
    LOG_LEVEL: 'silent',
    JOBS: 'off',
  } as const;
}

const startPortal = (env: ReturnType<typeof envThrough>) => serve('start', { env, port, host: '127.0.0.1', quiet: true });

async function startWorker(env: ReturnType<typeof envThrough>): Promise<ChildProcess> {
  const child = spawn(nodeBinary(), typescript('tests/faults/kill-worker.ts'), {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise((resolve) => child.once('message', resolve));
  return child;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function kill9(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Kills with -9 and starts again. @returns ms until ready, counted from the restart */
async function killApplication(running: Running): Promise<number> {
  await kill9(running.portal);
  const started = performance.now();
  running.portal = await startPortal(envThrough(running.gate, running.database));
  await untilReady(origin);
  return performance.now() - started;
}

async function killWorker(running: Running): Promise<number> {
  await kill9(running.worker);
  const started = performance.now();
  running.worker = await startWorker(envThrough(running.gate, running.database));
  return performance.now() - started;
}

async function killDatabase(running: Running): Promise<number> {
  const pid = running.database.embedded?.pid;
  if (!pid) throw new Error('no database of our own to kill');
  process.kill(pid, 'SIGKILL');
  running.gate.shut();
  await wait(300);
  const started = performance.now();
  running.database = await openDatabase({ settings, dir: options.dir });
  running.gate.reopen(running.database.embedded?.port);
  await untilReady(origin);
  return performance.now() - started;
}

async function storm(roles: readonly string[], running: Running, kill: (running: Running) => Promise<number>) {
  const told: string[] = [];
  let stop = false;
  const client = async (index: number) => {
    for (let visit = 0; !stop; visit++) {
      const roleId = roles[(index + visit) % roles.length] ?? '';
      const choose = (slots: readonly string[]) => slots[((index + visit) * 7) % Math.max(1, slots.length)];
      const id = await bookOnce(origin, roleId, choose).catch(() => null);
      if (id) told.push(id);
      else await wait(50);
    }
  };
  const clients = Array.from({ length: CLIENTS }, (_, index) => client(index));
  const until = performance.now() + 30_000;
  const enough = told.length + 4;
  while (told.length < enough && performance.now() < until) await wait(100);
  const readyMs = await kill(running);
  await wait(1500);
  stop = true;
  await Promise.all(clients);
  return { told, readyMs };
}

const KINDS = [
  ['application', killApplication],
  ['worker', killWorker],
  ['database', killDatabase],
] as const;

async function round(running: Running, kill: (running: Running) => Promise<number>) {
  const before = openPool(running.database.ownerUrl);
  const roles = await makeRoles(before, 3);
  await before.end();
  const { told, readyMs } = await storm(roles, running, kill);
  const pool = openPool(running.database.ownerUrl);
  const faults = await waitForJobs(pool, running.worker);
  faults.push(...(await judgeBookings(pool, told)), ...(await judgeJobs(pool, roles)));
  await pool.end();
  if (told.length === 0) faults.push('nobody could book');
  if (readyMs > READY_LIMIT_MS) faults.push(`ready after ${Math.round(readyMs)} ms`);
  return { told: told.length, readyMs, faults };
}

async function main(): Promise<void> {
  const database = await openDatabase({ settings, dir: options.dir });
  const gate = await openGate({ host: '127.0.0.1', port: database.embedded?.port ?? 0 });
  const env = envThrough(gate, database);
  const running: Running = { database, gate, portal: await startPortal(env), worker: await startWorker(env) };
  const faults: string[] = [];
  try {
    for (const [name, kill] of KINDS.filter(([name]) => options.only === '' || name === options.only)) {
      let slowest = 0;
      let all = 0;
      for (let count = 1; count <= Number(options.kills); count++) {
        const { told, readyMs, faults: found } = await round(running, kill);
        slowest = Math.max(slowest, readyMs);
        all += told;
        faults.push(...found.map((fault) => `${name}: ${fault}`));
        if (Number(options.kills) > 1) console.log(`${name} ${count}: ${told} booked, ready after ${Math.round(readyMs)} ms`);
      }
      console.log(`${name} killed ${options.kills}×: ${all} booked and kept, ready after at most ${Math.round(slowest)} ms`);
    }
  } finally {
    running.portal.kill('SIGKILL');
    running.worker.kill('SIGKILL');
    await running.database.stop();
  }
  for (const fault of faults) console.log(`FAULT ${fault}`);
  process.exit(faults.length > 0 ? 1 : 0);
}

await main();
