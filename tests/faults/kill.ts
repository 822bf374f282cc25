import { parseArgs } from 'node:util';
import type pg from 'pg';
import { applicationEnv, serve } from '../../lib/bootstrap/application.mjs';
import { openDatabase } from '../../lib/bootstrap/database.mjs';
import { localSettings } from '../../lib/bootstrap/settings.mjs';
import { freePort } from '../../prisma/embedded.mjs';
import { createBookableRole } from '../factories/schedule-rows';
import { FormClient } from '../support/form-client';
import { type Gate, openGate } from '../support/gate';
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

/** One visitor books one time through the pages. @returns the appointment they were told is booked, or null */
async function bookOnce(roleId: string, clientIndex: number): Promise<string | null> {
  const client = new FormClient(origin);
  const times = await client.open(`/en/appointments/times/${roleId}`);
  const slots = times.choices('slot');
  const slot = slots[(clientIndex * 7) % Math.max(1, slots.length)];
  if (!slot) return null;
  const details = await client.open(await client.send(times, 'slot', { slot }));
  if (!details.path.includes('/details')) return null;
  const person = { firstName: 'Ana', lastName: 'Test', 'birthDate-month': '4', 'birthDate-day': '12', 'birthDate-year': '1991' };
  const contact = await client.open(await client.send(details, 'firstName', { ...person, interpreter: 'none' }));
  const reach = { contactWay: 'none', phone: '', voiceMessage: 'no', safeTimes: 'any' };
  const check = await client.open(await client.send(contact, 'contactWay', reach));
  const id = new Map(check.form('key')).get('appointmentId') ?? null;
  const next = await client.send(check, 'key', {});
  return next.includes('/appointments/booked') ? id : null;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function untilReady(): Promise<number> {
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

/** Kills with -9 and starts again. @returns ms until ready, counted from the restart */
async function killApplication(running: Running): Promise<number> {
  const ended = new Promise((resolve) => running.portal.once('exit', resolve));
  running.portal.kill('SIGKILL');
  await ended;
  const started = performance.now();
  running.portal = await startPortal(running.database, running.gate);
  await untilReady();
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
  await untilReady();
  return performance.now() - started;
}

async function storm(roles: readonly string[], running: Running, kill: (running: Running) => Promise<number>) {
  const told: string[] = [];
  let stop = false;
  const client = async (index: number) => {
    for (let visit = 0; !stop; visit++) {
      const id = await bookOnce(roles[(index + visit) % roles.length] ?? '', index + visit).catch(() => null);
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

async function judge(pool: pg.Pool, told: readonly string[]): Promise<string[]> {
  const { rows: kept } = await pool.query<{ id: string }>(
    `SELECT a.id FROM appointment a JOIN claim c ON c.appointment_id = a.id AND c.status = 'booked'
     WHERE a.status = 'booked' AND a.id = ANY($1::uuid[])`,
    [told],
  );
  const { rows: doubles } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM claim a JOIN claim b ON a.id < b.id AND a.appointment_id <> b.appointment_id
       AND a.practitioner_role_id = b.practitioner_role_id AND a.busy && b.busy
     WHERE a.status IN ('held', 'booked', 'blocked') AND b.status IN ('held', 'booked', 'blocked')`,
  );
  const lost = new Set(told).size - kept.length;
  return [
    ...(lost === 0 ? [] : [`${lost} of ${told.length} who were told "booked" are not`]),
    ...(doubles[0]?.n === 0 ? [] : [`${doubles[0]?.n} double bookings`]),
  ];
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
        const roles = await makeRoles(running.database.ownerUrl);
        const { told, readyMs } = await storm(roles, running, kill);
        const pool = openPool(running.database.ownerUrl);
        const found = await judge(pool, told);
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

async function makeRoles(ownerUrl: string): Promise<string[]> {
  const pool = openPool(ownerUrl);
  const asOwner = async <Row>(sql: string, values: readonly unknown[] = []) => (await pool.query(sql, [...values])).rows as Row[];
  const database = { asOwner, asApp: asOwner, appUrl: '' } as Parameters<typeof createBookableRole>[0];
  const made = [await createBookableRole(database), await createBookableRole(database), await createBookableRole(database)];
  await pool.end();
  return made.map(({ roleId }) => roleId);
}

await main();
