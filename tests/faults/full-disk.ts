import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { judgeBookings, makeRoles, tryToBook } from './booking';
import { type GatedPortal, startGatedPortal, untilReady } from './gated-portal';
import { ask, someNetwork } from './surface/client';

/**
 * The database's disk, of 256 MB, is filled to its last byte while people book. Nobody who was told "booked" may lose
 * their time, no half of a booking may stay, everybody gets an answer, and 30 s after there is room again all is well.
 */
const SIZE = '256m';
const READY_LIMIT_MS = 30_000;
const SECONDS = 20;
const BOOKERS = 6;

function mountSmallDisk(): string | null {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'care-disk-'));
  fs.chmodSync(dir, 0o755);
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'tmpfs', dir], { stdio: 'ignore' });
  if (done.status === 0) return dir;
  fs.rmdirSync(dir);
  return null;
}

/** Writes until nothing more goes in. @returns the file that holds the room */
function fill(disk: string): string {
  const file = path.join(disk, 'filler');
  const fd = fs.openSync(file, 'w');
  for (const size of [1 << 20, 4096, 1]) {
    try {
      for (;;) fs.writeSync(fd, Buffer.alloc(size));
    } catch {
      // Full for this size: try smaller ones.
    }
  }
  fs.closeSync(fd);
  return file;
}

/** Asks for the next piece of the log, which has no room: the server itself stops. */
async function exhaustLog(portal: GatedPortal): Promise<void> {
  for (let n = 0; n < 3; n++) {
    const client = new pg.Client({ connectionString: portal.embedded().adminUrl, connectionTimeoutMillis: 2000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('SELECT pg_switch_wal()');
      await client.query('CREATE TABLE IF NOT EXISTS room AS SELECT generate_series(1, 300000)');
    } catch {
      // No room, or no server any more: that is what was asked for.
    }
    await client.end().catch(() => {});
  }
}

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

interface Tally {
  readonly told: string[];
  readonly faults: string[];
  readonly answers: Map<number, number>;
}

async function during(portal: GatedPortal, roles: readonly string[], seconds: number, tally: Tally): Promise<void> {
  const until = performance.now() + seconds * 1000;
  const client = async (index: number) => {
    for (let n = 0; performance.now() < until; n++) {
      const roleId = roles[(index + n) % roles.length] ?? '';
      const choose = (slots: readonly string[]) => slots[((index + n) * 7) % Math.max(1, slots.length)];
      const { id, fault } = await tryToBook(portal.origin, roleId, choose, someNetwork());
      if (id) tally.told.push(id);
      if (fault) tally.faults.push(fault);
      const { status } = await ask(portal.origin, `/en/appointments/times/${roleId}`, {
        headers: { 'x-forwarded-for': someNetwork() },
      });
      tally.answers.set(status, (tally.answers.get(status) ?? 0) + 1);
      const help = await ask(portal.origin, '/en/help-now');
      if (help.status !== 200) tally.faults.push(`help answered ${help.status}`);
    }
  };
  await Promise.all(Array.from({ length: BOOKERS }, (_, index) => client(index)));
}

async function drill(disk: string): Promise<string[]> {
  const server = { max_wal_size: '48MB', min_wal_size: '32MB', wal_recycle: 'off' };
  const portal = await startGatedPortal({ dir: path.join(disk, 'postgres'), server });
  const tally: Tally = { told: [], faults: [], answers: new Map() };
  try {
    if (!portal.embedded().dataDir.startsWith(disk)) return ['the database could not be put on the small disk'];
    const roles = await makeRoles(portal.owner(), 3);
    await during(portal, roles, 10, tally);
    const before = tally.told.length;
    if (before === 0) tally.faults.push('nobody could book before the disk was full');
    const filler = fill(disk);
    await during(portal, roles, SECONDS / 2, tally);
    await exhaustLog(portal);
    await during(portal, roles, SECONDS / 2, tally);
    const stopped = !isRunning(portal.embedded().pid);
    const meanwhile = tally.told.length - before;
    fs.rmSync(filler);
    const started = performance.now();
    if (stopped) await portal.restartDatabase();
    await untilReady(portal.origin);
    const readyMs = performance.now() - started;
    const back = tally.told.length;
    await during(portal, roles, 8, tally);
    if (tally.told.length === back) tally.faults.push('nobody could book afterwards');
    if (readyMs > READY_LIMIT_MS) tally.faults.push(`ready after ${Math.round(readyMs)} ms`);
    const strange = [...tally.answers.keys()].filter((status) => ![200, 307, 503].includes(status));
    tally.faults.push(...strange.map((status) => `a page answered ${status}`));
    tally.faults.push(...(await judgeBookings(portal.owner(), tally.told)));
    console.log(
      `score full disk: ${before} booked before, ${meanwhile} while it was full, ${tally.told.length - back} after, all kept; ` +
        `answers ${[...tally.answers].map(([status, times]) => `${times}×${status}`).join(' ')}; ` +
        `the server ${stopped ? 'stopped and was started again' : 'stayed up'}, ready after ${Math.round(readyMs)} ms`,
    );
  } finally {
    await portal.stop();
  }
  return tally.faults;
}

async function main(): Promise<void> {
  const disk = mountSmallDisk();
  if (!disk) {
    console.log('score full disk: not asked; it needs the right to mount a small disk (run it as root on Linux)');
    return;
  }
  try {
    const faults = await drill(disk);
    for (const fault of faults.slice(0, 40)) console.log(`FAULT ${fault}`);
    process.exitCode = faults.length > 0 ? 1 : 0;
  } finally {
    spawnSync('umount', ['-l', disk]);
    fs.rmSync(disk, { recursive: true, force: true });
  }
}

await main();
process.exit();
