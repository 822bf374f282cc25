import { parseArgs } from 'node:util';
import { systemClock } from '@/lib/clock';
import { applicationEnv, serve, stopServing } from '../../lib/bootstrap/application.mjs';
import { openDatabase } from '../../lib/bootstrap/database.mjs';
import { runScript } from '../../lib/bootstrap/run.mjs';
import { localSettings } from '../../lib/bootstrap/settings.mjs';
import { freePort } from '../../prisma/embedded.mjs';
import { FormClient } from '../support/form-client';
import { judgeBookings, makeRoles, tryToBook } from './booking';
import { openPool } from './pool';
import { ask, someNetwork } from './surface/client';
import { createPeople } from './surface/people';

/**
 * Instances whose clocks are a day ahead and a day behind book together with one that is right, and the nightly jobs run a
 * day early; then the nights in which daylight time begins and ends. Nothing booked may be lost or doubled.
 */
const { values: options } = parseArgs({
  options: { dir: { type: 'string', default: '' }, seconds: { type: 'string', default: '15' } },
});

const DAY_MS = 86_400_000;
const settings = localSettings();
const database = await openDatabase({ settings, dir: options.dir });
const owner = openPool(database.ownerUrl);
const base = applicationEnv(settings, { ...database, origin: '' });
const { DATABASE_APP_URL, KEYRING_APP_URL, SECRET_KEY } = base;
Object.assign(process.env, { DATABASE_APP_URL, KEYRING_APP_URL, SECRET_KEY, LOG_LEVEL: 'silent' });
const started: Awaited<ReturnType<typeof serve>>[] = [];
const clockAt = (ms: number) => new Date(ms).toISOString();

/** @returns the origin of an instance whose clock starts at `at` */
async function instanceAt(at: string): Promise<string> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = { ...base, APP_ORIGIN: origin, CLOCK_START: at, LOG_LEVEL: 'silent', JOBS: 'off', TRUST_PROXY: 'on' };
  started.push(await serve('start', { env, port, host: '127.0.0.1', quiet: true }));
  return origin;
}

interface Booked {
  readonly told: string[];
  readonly faults: string[];
}

async function bookAtAll(origins: readonly string[], roles: readonly string[], seconds: number): Promise<Booked> {
  const [told, faults]: [string[], string[]] = [[], []];
  const until = performance.now() + seconds * 1000;
  const client = async (origin: string, index: number) => {
    for (let n = 0; performance.now() < until; n++) {
      const roleId = roles[n % roles.length] ?? '';
      // The same few times for everybody, so that instances meet on them.
      const choose = (slots: readonly string[]) => [...slots].sort()[n % Math.max(1, slots.length)];
      const { id, fault } = await tryToBook(origin, roleId, choose, someNetwork());
      if (id) told.push(id);
      if (fault) faults.push(`instance ${index}: ${fault}`);
    }
  };
  await Promise.all(origins.flatMap((origin, index) => [client(origin, index), client(origin, index)]));
  return { told, faults };
}

async function aDayOff(): Promise<{ note: string; faults: string[] }> {
  const now = systemClock.now().getTime();
  const origins = await Promise.all([0, DAY_MS, -DAY_MS].map((off) => instanceAt(clockAt(now + off))));
  const people = await createPeople();
  const cookie = (await people.browserOf('P1')).header;
  // In turn: the clock that is ahead ends what it finds too old.
  const accountAt = (n: number) =>
    ask(origins[n] ?? '', '/en/account', { headers: { cookie, 'x-forwarded-for': someNetwork() } });
  const [right, behind, ahead] = [await accountAt(0), await accountAt(2), await accountAt(1)];
  const faults: string[] = [];
  if (right.status !== 200) faults.push(`a new session is refused by the right clock: ${right.status}`);
  if (ahead.status === 200) faults.push('a session of yesterday is taken by a clock that is ahead');
  if (behind.status >= 500) faults.push(`a clock that is behind fails: ${behind.status}`);
  // Three days of notice: the times are ahead of every one of the clocks.
  const roles = await makeRoles(owner, 2, { noticeMin: 3 * 1440 });
  const booked = await bookAtAll(origins, roles, Number(options.seconds));
  const env = { ...process.env, CLOCK_START: clockAt(now + DAY_MS), JOBS: 'off' };
  await runScript('faults-nightly', 'tests/faults/nightly-instance.ts', { env });
  faults.push(...booked.faults, ...(await judgeBookings(owner, booked.told)));
  const after = await bookAtAll(origins.slice(0, 1), roles, 8);
  if (booked.told.length === 0 || after.told.length === 0) faults.push('nobody could book');
  faults.push(...after.faults, ...(await judgeBookings(owner, after.told)));
  return { note: `a day ahead and behind: ${booked.told.length} booked and kept, ${after.told.length} after the jobs`, faults };
}

const local = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** The night before and after a change of the clock: every offered time exists, is offered once, and is had by one. */
async function changeNight(
  start: string,
  night: string,
  hours: Readonly<Record<string, number>>,
): Promise<{ note: string; faults: string[] }> {
  const origins = [await instanceAt(start), await instanceAt(start)];
  const roles = await makeRoles(owner, 1, { stepMin: 60, durationMin: 60 });
  const page = await new FormClient(origins[0] ?? '', someNetwork()).open(`/en/appointments/times/${roles[0]}`);
  const times = page.choices('slot').map((slot) => Number(slot.split('.')[0]));
  const faults = new Set(times).size === times.length ? [] : ['a time is offered twice'];
  const offered = times.map((at) => local.format(at)).filter((text) => text.startsWith(night));
  for (const [hour, wanted] of Object.entries(hours)) {
    const found = offered.filter((text) => text.includes(`, ${hour}:00`)).length;
    if (found !== wanted) faults.push(`${hour}:00 of ${night} is offered ${found} times, not ${wanted}`);
  }
  const booked = await bookAtAll(origins, roles, Number(options.seconds));
  if (booked.told.length === 0) faults.push('nobody could book');
  faults.push(...booked.faults, ...(await judgeBookings(owner, booked.told)));
  return { note: `night of ${night}: ${offered.length} times offered, ${booked.told.length} booked and kept`, faults };
}

/** Hours after midnight in New York, and how often each must be offered: 2 o'clock is left out in March, 1 o'clock twice in November. */
const PARTS = [
  aDayOff,
  () => changeNight('2027-03-13T20:00:00Z', '03/14', { '00': 1, '01': 1, '02': 0, '03': 1 }),
  () => changeNight('2027-11-06T20:00:00Z', '11/07', { '00': 1, '01': 2, '02': 1 }),
] as const;

let failed = 0;
try {
  for (const part of PARTS) {
    const { note, faults } = await part();
    failed += faults.length;
    console.log(`score clocks, ${note}, ${faults.length} faults`);
    for (const fault of faults.slice(0, 15)) console.log(`FAULT ${fault}`);
    await Promise.all(started.splice(0).map(stopServing));
  }
} finally {
  await Promise.all(started.map(stopServing));
  await owner.end();
  await database.stop();
}
process.exit(failed > 0 ? 1 : 0);
