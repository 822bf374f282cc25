import { parseArgs } from 'node:util';
import { judgeBookings, makeRoles, tryToBook } from './booking';
import { type GatedPortal, startGatedPortal, untilReady } from './gated-portal';
import { ask, someNetwork } from './surface/client';

/**
 * The way to the database becomes slow, slower, and a hole that answers nothing. Help must open at once all the time;
 * everything else must be answered within its bound, rightly or with 503; what was booked stays; afterwards the portal
 * is ready again within 30 s.
 */
const { values: options } = parseArgs({
  options: { dir: { type: 'string', default: '' }, seconds: { type: 'string', default: '20' } },
});

/** A page asks two or three times in turn, each within the bounds of lib/db/client.ts. */
const ANSWER_LIMIT_MS = 29_000;
/** It asks the database nothing; on a busy machine it still waits for a processor. */
const HELP_LIMIT_MS = 5000;
const READY_LIMIT_MS = 30_000;
const READERS = 12;
const BOOKERS = 4;

interface Tally {
  readonly told: string[];
  readonly faults: string[];
  readonly ms: number[];
  right: number;
  unavailable: number;
  slowestHelp: number;
}

const TROUBLES: readonly (readonly [name: string, start: (portal: GatedPortal) => void])[] = [
  ['200 ms slower', ({ gate }) => gate.slow(200)],
  ['2 s slower', ({ gate }) => gate.slow(2000)],
  ['a hole', ({ gate }) => gate.swallow()],
];

async function read(portal: GatedPortal, roleId: string, tally: Tally): Promise<void> {
  const started = performance.now();
  const headers = { 'x-forwarded-for': someNetwork() };
  const reply = await ask(portal.origin, `/en/appointments/times/${roleId}`, { headers }).catch(() => null);
  const ms = performance.now() - started;
  tally.ms.push(ms);
  const isUnavailable = reply?.status === 503 || /\/unavailable$/.test(String(reply?.headers.location));
  if (reply?.status === 200) tally.right += 1;
  else if (isUnavailable) tally.unavailable += 1;
  else tally.faults.push(`a page answered ${reply?.status ?? 'nothing'}`);
  if (ms > ANSWER_LIMIT_MS) tally.faults.push(`a page took ${Math.round(ms)} ms`);
}

async function askForHelp(portal: GatedPortal, tally: Tally): Promise<void> {
  const started = performance.now();
  const reply = await ask(portal.origin, '/en/help-now').catch(() => null);
  const ms = performance.now() - started;
  tally.slowestHelp = Math.max(tally.slowestHelp, ms);
  if (reply?.status !== 200 || ms > HELP_LIMIT_MS) tally.faults.push(`help answered ${reply?.status} in ${Math.round(ms)} ms`);
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function during(portal: GatedPortal, roles: readonly string[], seconds: number): Promise<Tally> {
  const tally: Tally = { told: [], faults: [], ms: [], right: 0, unavailable: 0, slowestHelp: 0 };
  const until = performance.now() + seconds * 1000;
  const repeat = async (work: (n: number) => Promise<void>) => {
    for (let n = 0; performance.now() < until; n++) await work(n);
  };
  const roleOf = (n: number) => roles[n % roles.length] ?? '';
  const book = (index: number) =>
    repeat(async (n) => {
      const choose = (slots: readonly string[]) => slots[((index + n) * 7) % Math.max(1, slots.length)];
      const { id, fault } = await tryToBook(portal.origin, roleOf(index + n), choose, someNetwork());
      if (fault) tally.faults.push(fault);
      if (id) tally.told.push(id);
      else await wait(100);
    });
  await Promise.all([
    ...Array.from({ length: READERS }, (_, index) => repeat((n) => read(portal, roleOf(index + n), tally))),
    ...Array.from({ length: BOOKERS }, (_, index) => book(index)),
    repeat(async () => {
      await askForHelp(portal, tally);
      await wait(250);
    }),
  ]);
  return tally;
}

async function main(): Promise<void> {
  const portal = await startGatedPortal({ dir: options.dir });
  const faults: string[] = [];
  try {
    const roles = await makeRoles(portal.owner(), 3);
    const before = await during(portal, roles, 10);
    if (before.told.length === 0) faults.push('nobody could book before anything was wrong');
    for (const [name, start] of TROUBLES) {
      start(portal);
      const tally = await during(portal, roles, Number(options.seconds));
      portal.gate.reopen();
      const readyMs = await untilReady(portal.origin);
      const after = await during(portal, roles, 8);
      const found = [...tally.faults, ...(await judgeBookings(portal.owner(), [...tally.told, ...after.told]))];
      if (after.told.length === 0) found.push('nobody could book afterwards');
      if (readyMs > READY_LIMIT_MS) found.push(`ready after ${Math.round(readyMs)} ms`);
      faults.push(...found.map((fault) => `${name}: ${fault}`));
      console.log(
        `score ${name}: ${tally.right} right, ${tally.unavailable} times 503, ${tally.told.length} booked and kept, ` +
          `slowest ${Math.round(Math.max(0, ...tally.ms))} ms, help ${Math.round(tally.slowestHelp)} ms, ready ${Math.round(readyMs)} ms`,
      );
    }
  } finally {
    await portal.stop();
  }
  for (const fault of faults.slice(0, 40)) console.log(`FAULT ${fault}`);
  process.exit(faults.length > 0 ? 1 : 0);
}

await main();
