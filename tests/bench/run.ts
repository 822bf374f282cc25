import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { closeDb } from '@/lib/db/client';
import { median, sample, spread } from './measure';
import type { Bench, Ratio, Rung, Sample } from './model';
import { GATES, RATIOS, RUNGS, TARGETS } from './table';

const ROUNDS = 7;

const { values: options } = parseArgs({
  options: {
    portal: { type: 'string', default: '' },
    empty: { type: 'string', default: '' },
    owner: { type: 'string', default: '' },
    portalPid: { type: 'string', default: '0' },
    emptyPid: { type: 'string', default: '0' },
    databasePid: { type: 'string', default: '0' },
    short: { type: 'boolean', default: false },
    save: { type: 'string', default: '' },
    machine: { type: 'string', default: '{}' },
  },
});

const bench: Bench = {
  portalUrl: options.portal,
  emptyUrl: options.empty,
  app: new pg.Pool({
    connectionString: process.env.DATABASE_APP_URL,
    max: 8,
    // Row security sees the bare statements as a job's.
    options: '-c app.scope=system -c app.key=bench',
  }),
  owner: new pg.Pool({ connectionString: options.owner, max: 2 }),
  portalPid: Number(options.portalPid),
  emptyPid: Number(options.emptyPid),
  databasePid: Number(options.databasePid),
  short: options.short,
};

/** Short runs are for "does it still work, and is nothing ten times slower"; the budgets are for full runs. */
const operationsOf = (rung: Rung) => (bench.short ? Math.ceil(rung.operations / 4) : rung.operations);

function figureOf(sampled: Sample, figure: Ratio['figure']): number {
  if (figure === 'cpu') return sampled.appCpuMs + sampled.databaseCpuMs;
  return figure === 'p50' ? sampled.p50 : sampled.rate;
}

async function measureAll(): Promise<Map<string, Sample[]>> {
  for (const rung of RUNGS) {
    await rung.prepare?.(bench);
    // Round 0 warms caches, plans and the compiler; it is thrown away.
    await sample(bench, rung, 0, operationsOf(rung));
  }
  const samples = new Map<string, Sample[]>(RUNGS.map(({ id }) => [id, []]));
  for (let round = 1; round <= ROUNDS; round++) {
    for (const rung of RUNGS) samples.get(rung.id)?.push(await sample(bench, rung, round, operationsOf(rung)));
  }
  return samples;
}

const fixed = (value: number, digits = 2) => value.toFixed(digits);

function printRungs(samples: Map<string, Sample[]>): object[] {
  console.log('rung      operation                                  app CPU ms  db CPU ms   p50 ms   p95 ms   p99 ms     /s');
  return RUNGS.map((rung) => {
    const all = samples.get(rung.id) ?? [];
    const of = (key: keyof Sample) => median(all.map((each) => each[key]));
    const row = {
      id: rung.id,
      title: rung.title,
      connections: rung.connections,
      appCpuMs: of('appCpuMs'),
      databaseCpuMs: of('databaseCpuMs'),
      cpuSpreadMs: spread(all.map((each) => each.appCpuMs + each.databaseCpuMs)),
      p50: of('p50'),
      p95: of('p95'),
      p99: of('p99'),
      rate: of('rate'),
    };
    const figures = [
      fixed(row.appCpuMs),
      fixed(row.databaseCpuMs),
      fixed(row.p50),
      fixed(row.p95),
      fixed(row.p99),
      fixed(row.rate, 0),
    ];
    const widths = [10, 11, 9, 9, 9, 7];
    console.log(
      `${rung.id.padEnd(10)}${rung.title.padEnd(42)}${figures.map((text, at) => text.padStart(widths[at] ?? 9)).join('')}`,
    );
    return row;
  });
}

/** The ratio of each round, then the median: both sides of a round saw the same neighbours. */
function judge(samples: Map<string, Sample[]>): { rows: object[]; over: string[] } {
  const over: string[] = [];
  const rows = RATIOS.map((ratio) => {
    const top = samples.get(ratio.over) ?? [];
    const bottom = samples.get(ratio.under) ?? [];
    const rounds = top.map((each, at) => figureOf(each, ratio.figure) / figureOf(bottom[at] ?? each, ratio.figure));
    const value = median(rounds);
    const budget = ratio.atMost ?? ratio.atLeast;
    const fine = (ratio.atMost === undefined || value <= ratio.atMost) && (ratio.atLeast === undefined || value >= ratio.atLeast);
    if (!fine) over.push(ratio.name);
    const limit = budget === undefined ? 'no budget' : `budget ${ratio.atLeast === undefined ? '' : '≥ '}${budget}`;
    console.log(`${fine ? ' ' : '!'} ${ratio.name} ${fixed(value)}x ±${fixed(spread(rounds))} (${limit})`);
    return { name: ratio.name, value, spread: spread(rounds), budget: budget ?? null, fine };
  });
  return { rows, over };
}

/** The median of the rounds, so that one disturbed round does not decide. */
function judgeTargets(samples: Map<string, Sample[]>): { rows: object[]; over: string[] } {
  const over: string[] = [];
  const rows = TARGETS.map(({ name, rung, figure, atMostMs }) => {
    const ms = median((samples.get(rung) ?? []).map((each) => each[figure]));
    const fine = ms <= atMostMs;
    if (!fine) over.push(name);
    console.log(`${fine ? ' ' : '!'} ${name} ${figure} ${fixed(ms)} ms (target ${atMostMs})`);
    return { name, figure, ms, atMostMs, fine };
  });
  return { rows, over };
}

async function main(): Promise<void> {
  const samples = await measureAll();
  const rungs = printRungs(samples);
  console.log('');
  const gates: object[] = [];
  for (const gate of GATES) {
    const seen = await gate.check(bench);
    console.log(`  ✓ ${gate.name}: ${seen}`);
    gates.push({ name: gate.name, seen });
  }
  console.log('');
  const { rows, over } = judge(samples);
  const targets = judgeTargets(samples);
  over.push(...targets.over);
  if (options.save) {
    fs.mkdirSync(path.dirname(options.save), { recursive: true });
    const machine = JSON.parse(options.machine) as object;
    const how = { short: bench.short, rounds: ROUNDS };
    fs.writeFileSync(
      options.save,
      `${JSON.stringify({ machine, how, rungs, gates, ratios: rows, targets: targets.rows }, null, 2)}\n`,
    );
    console.log(`\n  kept in ${options.save}`);
  }
  await closeDb();
  await bench.app.end();
  await bench.owner.end();
  // On a busy machine a short run's ratios wobble: only wrong answers fail it.
  if (over.length > 0 && !bench.short) {
    console.log(`\n  over budget: ${over.join('; ')}`);
    process.exit(1);
  }
  process.exit(0);
}

await main();
