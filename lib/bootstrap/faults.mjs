/**
 * `npm run faults`: what must hold when things break – storms, kills, mutated rules. Long by design; `-- --short` is the
 * part that `npm test` runs, `-- --only=storm --rounds=1000` or `-- --only=kill --what=worker` one program, and
 * `-- --only=surface --parts=fuzz --places='sign-in' --rounds=3-3` one round of some places again. One line for each.
 */
import fs from 'node:fs';
import path from 'node:path';
import { applicationEnv, ensureBuilt } from './application.mjs';
import { fail, say, step } from './console.mjs';
import { ensureGenerated, ensureInstalled } from './install.mjs';
import { ROOT, STATE } from './paths.mjs';
import { run, runScript } from './run.mjs';
import { loadEnvFile, localSettings } from './settings.mjs';

const short = process.argv.includes('--short');
/** What takes minutes or hours prints as it goes. */
const show = !short;
const optionOf = (name) => process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const rounds = optionOf('rounds');
const only = optionOf('only');

/** Of the program `surface`: access, requests, limits, sign-in, canary, fuzz. */
const parts = optionOf('parts');
/** Seconds; the others ask every place there is, and take minutes. */
const SHORT_PARTS = 'limits,canary';

const hasScript = (name) => name in (JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')).scripts ?? {});

const lastLines = (output) =>
  output
    .trim()
    .split('\n')
    .filter((line) => /killed|rounds|score|mutant/i.test(line))
    .slice(-5)
    .join('; ');

/** Runs one program on the built portal with an embedded server of its own; only such a server may be broken. */
async function onOwnServer(id, args) {
  const { DATABASE_URL: _theirs, ...ownDatabase } = process.env;
  await ensureBuilt(applicationEnv(localSettings(), { appUrl: '', keyringUrl: '', origin: '' }));
  const all = ['--dir', path.join(STATE, 'faults-postgres'), ...args];
  return (await runScript(`faults-${id}`, `tests/faults/${id}.ts`, { env: ownDatabase, args: all, show })).output;
}

/** Every fault program. `short`: also part of `npm test`. */
const PROGRAMS = [
  {
    id: 'kill',
    name: 'killing the application, the job worker and the database while people book',
    short: true,
    work: () => onOwnServer('kill', ['--kills', optionOf('kills') ?? (short ? '1' : '20'), '--only', optionOf('what') ?? '']),
  },
  {
    id: 'slow-database',
    name: 'a database that is slow, slower, and answers nothing',
    work: () => onOwnServer('slow-database', []),
  },
  {
    id: 'full-disk',
    name: 'a database whose disk is full',
    work: () => onOwnServer('full-disk', []),
  },
  {
    id: 'clocks',
    name: 'clocks that are a day off, and the nights in which the clock changes',
    work: () => onOwnServer('clocks', []),
  },
  {
    id: 'restore',
    name: 'bringing the database back to a point in time',
    work: () => onOwnServer('restore', ['--dir', path.join(STATE, 'restore-postgres')]),
  },
  {
    id: 'load',
    name: '50 reads a second',
    work: () => onOwnServer('load', ['--dir', path.join(STATE, 'load-postgres')]),
  },
  {
    id: 'storm',
    name: '64 people on one time at four instances',
    short: true,
    work: async () => {
      const { DATABASE_URL: _theirs, ...ownDatabase } = process.env;
      // Its visits keep no time afterwards, which the other programs would call lost.
      const args = ['--dir', path.join(STATE, 'storm-postgres'), '--rounds', rounds ?? (short ? '100' : '10000')];
      return (await runScript('faults-storm', 'tests/faults/storm.ts', { env: ownDatabase, args, show })).output;
    },
  },
  {
    id: 'surface',
    name: 'asking the released portal everything that anyone could: access, headers, limits, sign-in, marked values, fuzz',
    short: true,
    work: async () => {
      const { DATABASE_URL: _theirs, ...ownDatabase } = process.env;
      const wanted = parts ?? (short ? SHORT_PARTS : undefined);
      const places = optionOf('places');
      const args = [
        ...(short ? ['--short'] : []),
        ...(wanted ? ['--parts', wanted] : []),
        ...(rounds ? ['--rounds', rounds] : []),
        ...(places ? ['--places', places] : []),
      ];
      return (await runScript('faults-surface', 'tests/faults/surface.ts', { env: ownDatabase, args, show })).output;
    },
  },
  {
    id: 'mutate',
    name: 'mutating the eligibility rules',
    when: () => hasScript('mutate'),
    work: async () => (await run('faults-mutate', 'npm', ['run', 'mutate'])).output,
  },
];

async function main() {
  loadEnvFile();
  await ensureInstalled();
  await ensureGenerated();
  const failed = [];
  let passed = 0;
  for (const program of PROGRAMS) {
    const wanted = only ? program.id === only : !short || program.short;
    if (!wanted || program.when?.() === false) continue;
    try {
      await step(program.name, async () => lastLines(await program.work()));
      passed += 1;
    } catch (error) {
      failed.push(program.name);
      say(error.message);
    }
  }
  say(`${passed} passed, ${failed.length} failed`);
  process.exit(failed.length ? 1 : 0);
}

main().catch(fail);
