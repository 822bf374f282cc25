import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { closeDb } from '@/lib/db/client';
import { PrismaClient } from '@/lib/db/generated/client';
import { childrenCpuMs, ownCpuMs, treeCpuMs } from '../cpu';
import { SCALE_FHIR } from './fhir';
import { type ScaleRow, type ScaleRung, TIMES } from './model';
import { pageRung, SCALE_SEARCH } from './search';

/** One size of directory: every question 200 times, one at a time, beside the same statements alone. */
const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '0' },
    portal: { type: 'string', default: '' },
    save: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    databasePid: { type: 'string', default: '0' },
    portalPid: { type: 'string', default: '0' },
  },
});
const size = Number(options.size);
const WARM = 24;

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const kept = globalThis as typeof globalThis & { portalDb?: PrismaClient };

/** What our own store sends for the first questions, word for word, so that the bare figure can never drift from it. */
async function record(rung: ScaleRung): Promise<Statement[][]> {
  await closeDb();
  const adapter = new PrismaPg({ connectionString: process.env.DATABASE_APP_URL, options: '-c jit=off' });
  const listening = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
  let heard: Statement[] = [];
  listening.$on('query', ({ query, params }) => heard.push({ text: query, values: JSON.parse(params) as unknown[] }));
  kept.portalDb = listening;
  const statements: Statement[][] = [];
  for (let index = 0; index < WARM; index++) {
    heard = [];
    await rung.ask(index);
    statements.push(heard);
  }
  await closeDb();
  return statements;
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

async function time(work: (index: number) => Promise<unknown>): Promise<number[]> {
  for (let index = 0; index < WARM; index++) await work(index);
  const times: number[] = [];
  for (let index = 0; index < TIMES; index++) {
    const from = performance.now();
    await work(index);
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b);
}

/** CPU of this process and of the database's backends for each question, in order of size. */
async function cpuTimes(work: (index: number) => Promise<unknown>): Promise<number[]> {
  const now = () => ownCpuMs() + childrenCpuMs(Number(options.databasePid));
  const times: number[] = [];
  for (let index = 0; index < TIMES; index++) {
    const from = now();
    await work(index);
    times.push(now() - from);
  }
  return times.sort((a, b) => a - b);
}

async function bareTimes(rung: ScaleRung): Promise<number[] | null> {
  if (rung.bare === false) return null;
  const statements = await record(rung);
  const client = new pg.Client({ connectionString: process.env.DATABASE_APP_URL, options: '-c jit=off' });
  await client.connect();
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    if (!names.has(text)) names.set(text, `b${names.size}`);
    return names.get(text) ?? '';
  };
  const times = await time(async (index) => {
    for (const { text, values } of statements[index % WARM] ?? []) {
      // As in lib/db/client: what a client shapes is planned anew each time.
      const name = text.startsWith('/* unnamed */') ? {} : { name: nameOf(text) };
      await client.query({ ...name, text, values: [...values] });
    }
  });
  await client.end();
  return times;
}

const ms = (value: number | null) => (value === null ? '-' : value.toFixed(1)).padStart(9);

const cpuMs = () =>
  ownCpuMs() + treeCpuMs(Number(options.databasePid)) + (options.portalPid === '0' ? 0 : treeCpuMs(Number(options.portalPid)));

async function measure(rung: ScaleRung): Promise<ScaleRow> {
  const bare = await bareTimes(rung);
  // A server in use has been asked other questions before these: without them the first reading of a large table from the
  // disk's cache is measured, which a small one hardly has.
  for (let index = 0; index < TIMES; index++) await rung.ask(TIMES + index);
  const before = cpuMs();
  const times = await time(rung.ask);
  const cpu = (cpuMs() - before) / (TIMES + WARM);
  const cpuP95 = at(await cpuTimes(rung.ask), 0.95);
  const budget = rung.p95AtMost?.(size) ?? null;
  const row = {
    id: rung.id,
    title: rung.title,
    p50: at(times, 0.5),
    p95: at(times, 0.95),
    p99: at(times, 0.99),
    bareP50: bare && at(bare, 0.5),
    bareP95: bare && at(bare, 0.95),
    cpu,
    cpuP95,
    budget,
    fine: budget === null || at(times, 0.95) <= budget,
  };
  const figures = [row.p50, row.p95, row.p99, row.bareP50, row.bareP95, row.cpu, row.cpuP95, budget].map(ms).join('');
  console.log(`${row.fine ? ' ' : '!'} ${rung.title.padEnd(46)}${figures}`);
  return row;
}

async function main(): Promise<void> {
  console.log(`\n  ${size} entries${' '.repeat(30)}ms:      p50      p95      p99  SQL p50  SQL p95      CPU  CPU p95   budget`);
  const rungs = [...SCALE_SEARCH, ...SCALE_FHIR, ...(options.portal ? [pageRung(options.portal)] : [])];
  const rows: ScaleRow[] = [];
  for (const rung of rungs.filter(({ id }) => options.only === '' || options.only.split(',').includes(id)))
    rows.push(await measure(rung));
  if (options.save) fs.writeFileSync(options.save, JSON.stringify({ size, times: TIMES, rows }));
  await closeDb();
  process.exit(0);
}

await main();
