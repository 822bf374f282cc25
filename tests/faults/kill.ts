import { parseArgs } from 'node:util';
import { applicationEnv, serve } from '../../lib/bootstrap/application.mjs';
import { openDatabase } from '../../lib/bootstrap/database.mjs';
import { localSettings } from '../../lib/bootstrap/settings.mjs';
import { freePort } from '../../prisma/embedded.mjs';
import { type Gate, openGate } from '../support/gate';
import { bookOnce, judgeBookings, makeRoles } from './booking';
import { untilReady } from './gated-portal';
import { openPool } from './pool';

/**
 * People book while the application or the database is killed with -9. Whoever was told "booked" must be booked
 * afterwards, nobody twice, and the portal must be ready again within 10 s.
 */
const { values: options } = parseArgs({
  options: { dir: { type: 'string', default: '' }, kills: { type: 'string', default: '1' } },
});

const CLIENTS = 6;
const READY_LIMIT_MS = 10_000;
const settings = localSettings();
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;

interface Running {
  database: Awaited<ReturnType<typeof openDatabase>>;
  portal: Awaited<ReturnType<typeof serve>>;
  /** The database comes back on another port; the application keeps its address, as it would in production. */
  readonly gate: Gate;
}

async function startPortal(database: Running['database'], gate: Gate): Promise<Running['portal']> {
  const appUrl = new URL(database.appUrl);
  appUrl.port = String(gate.port);
  const env = { ...applicationEnv(settings, { appUrl: appUrl.toString(), origin }), LOG_LEVEL: 'silent', JOBS: 'off' };
  return serve('start', { env, port, host: '127.0.0.1', quiet: true });
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Kills with -9 and starts again. @returns ms until ready, counted from the restart */
async function killApplication(running: Running): Promise<number> {
  const ended = new Promise((resolve) => running.portal.once('exit', resolve));
  running.portal.kill('SIGKILL');
  await ended;
  const started = performance.now();
  running.portal = await startPortal(running.database, running.gate);
  await untilReady(origin);
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
  ['database', killDatabase],
] as const;

async function main(): Promise<void> {
  const database = await openDatabase({ settings, dir: options.dir });
  const gate = await openGate({ host: '127.0.0.1', port: database.embedded?.port ?? 0 });
  const running: Running = { database, gate, portal: await startPortal(database, gate) };
  const faults: string[] = [];
  try {
    for (const [name, kill] of KINDS) {
      let slowest = 0;
      let all = 0;
      for (let round = 0; round < Number(options.kills); round++) {
        const before = openPool(running.database.ownerUrl);
        const roles = await makeRoles(before, 3);
        await before.end();
        const { told, readyMs } = await storm(roles, running, kill);
        const pool = openPool(running.database.ownerUrl);
        const found = await judgeBookings(pool, told);
        await pool.end();
        slowest = Math.max(slowest, readyMs);
        all += told.length;
        if (told.length === 0) found.push('nobody could book');
        if (readyMs > READY_LIMIT_MS) found.push(`ready after ${Math.round(readyMs)} ms`);
        faults.push(...found.map((fault) => `${name}: ${fault}`));
      }
      console.log(`${name} killed ${options.kills}×: ${all} booked and kept, ready after at most ${Math.round(slowest)} ms`);
    }
  } finally {
    running.portal.kill('SIGKILL');
    await running.database.stop();
  }
  for (const fault of faults) console.log(`FAULT ${fault}`);
  process.exit(faults.length > 0 ? 1 : 0);
}

await main();
