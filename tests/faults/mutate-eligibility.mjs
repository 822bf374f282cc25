/**
 * Mutation run on the eligibility rules: changes one thing at a time, in memory, and asks whether the tests notice.
 * Own and small, because the rules are pure: named cases and properties run in this process in milliseconds a mutant.
 *
 *   npm run mutate      prints the kill rate and every survivor; fails under 90 %
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { parseSync } from 'oxc-parser';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const RULES = path.join(ROOT, 'lib/eligibility/rules');
const PARAMETERS = path.join(ROOT, 'lib/eligibility/parameters');
const HARNESS = path.join(import.meta.dirname, 'eligibility-harness.ts');
const WANTED = 90;

/** Said on pages, used by no rule. */
const SHOWN_ONLY = new Set(['decision-days', 'decision-days-disability', 'work-rule-proof-months', 'work-rule-renewal-months']);

const SWAPS = {
  '<': ['<=', '>'],
  '<=': ['<', '>'],
  '>': ['>=', '<'],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
};

/** Mutants of one node as [start, end, replacement]. */
function mutantsOf(node, text) {
  const of = (child) => text.slice(child.start, child.end);
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
      return (SWAPS[node.operator] ?? []).map((operator) => [
        node.start,
        node.end,
        `(${of(node.left)}) ${operator} (${of(node.right)})`,
      ]);
    case 'UnaryExpression':
      return node.operator === '!' ? [[node.start, node.end, of(node.argument)]] : [];
    case 'ConditionalExpression':
      return [[node.start, node.end, `(${of(node.test)}) ? ${of(node.alternate)} : ${of(node.consequent)}`]];
    case 'IfStatement':
      return [
        [node.test.start, node.test.end, 'true'],
        [node.test.start, node.test.end, 'false'],
      ];
    case 'Literal':
      if (typeof node.value === 'number') return [[node.start, node.end, String(node.value + 1)]];
      return typeof node.value === 'boolean' ? [[node.start, node.end, String(!node.value)]] : [];
    case 'CallExpression': {
      const callee = of(node.callee);
      const swap = { 'Math.max': 'Math.min', 'Math.min': 'Math.max' }[callee];
      if (swap) return [[node.callee.start, node.callee.end, swap]];
      if (callee.endsWith('.some')) return [[node.callee.start, node.callee.end, callee.replace(/\.some$/, '.every')]];
      return callee.endsWith('.every') ? [[node.callee.start, node.callee.end, callee.replace(/\.every$/, '.some')]] : [];
    }
    default:
      return [];
  }
}

function walk(node, visit) {
  if (!node || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const one of node) walk(one, visit);
    return;
  }
  // Types are not behaviour.
  if (typeof node.type === 'string') {
    if (node.type.startsWith('TS') && !['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'].includes(node.type))
      return;
    visit(node);
  }
  for (const [key, child] of Object.entries(node)) if (key !== 'typeAnnotation' && key !== 'parent') walk(child, visit);
}

const lineOf = (text, at) => text.slice(0, at).split('\n').length;

function ruleMutants() {
  const files = fs
    .readdirSync(RULES, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .sort();
  return files.flatMap((name) => {
    const file = path.join(RULES, name);
    const text = fs.readFileSync(file, 'utf8');
    const found = [];
    walk(parseSync(file, text).program, (node) => {
      for (const [start, end, put] of mutantsOf(node, text)) {
        found.push({
          file,
          text: text.slice(0, start) + put + text.slice(end),
          label: `rules/${name}:${lineOf(text, start)}  ${text.slice(start, end).replace(/\s+/g, ' ').slice(0, 70)}  →  ${put.replace(/\s+/g, ' ').slice(0, 70)}`,
        });
      }
    });
    return found;
  });
}

/** Each number one higher, each date limit gone, each list without its first entry. */
function parameterMutants() {
  return fs
    .readdirSync(PARAMETERS)
    .sort()
    .flatMap((name) => {
      const file = path.join(PARAMETERS, name);
      const rows = JSON.parse(fs.readFileSync(file, 'utf8'));
      return rows.flatMap((row, at) => {
        if (SHOWN_ONLY.has(row.id)) return [];
        const value =
          typeof row.value === 'number'
            ? row.value + 1
            : Array.isArray(row.value) && row.value.length > 0
              ? row.value.slice(1)
              : null;
        if (value === null) return [];
        const text = JSON.stringify(rows.map((other, index) => (index === at ? { ...row, value } : other)));
        return [
          {
            file,
            text,
            label: `parameters/${name}  ${row.id} from ${row.effectiveFrom}: ${JSON.stringify(row.value)} → ${JSON.stringify(value)}`,
          },
        ];
      });
    });
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mutate-'));
let built = 0;

/** Bundles the harness with one file replaced and returns its verdict: null when the tests notice nothing. */
async function judge(mutant) {
  const outfile = path.join(folder, `${built++}.mjs`);
  try {
    await build({
      entryPoints: [HARNESS],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'silent',
      external: ['zod', 'fast-check'],
      alias: { '@': ROOT },
      plugins: mutant
        ? [
            {
              name: 'mutant',
              setup: (api) =>
                api.onLoad({ filter: /\.(ts|json)$/ }, ({ path: at }) =>
                  at === mutant.file ? { contents: mutant.text, loader: at.endsWith('.json') ? 'json' : 'ts' } : undefined,
                ),
            },
          ]
        : [],
    });
  } catch {
    return 'does not compile';
  }
  const { verdict } = await import(pathToFileURL(outfile).href);
  return verdict();
}

fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
const clean = await judge(null);
if (clean) {
  console.error(`The rules fail their own tests before any change: ${clean}`);
  process.exit(1);
}
const mutants = [...ruleMutants(), ...parameterMutants()];
const survivors = [];
let killed = 0;
for (const mutant of mutants) {
  if (await judge(mutant)) killed += 1;
  else survivors.push(mutant.label);
}
fs.rmSync(folder, { recursive: true, force: true });
const rate = (100 * killed) / mutants.length;
for (const label of survivors) console.log(`survived  ${label}`);
console.log(
  `${mutants.length} mutants, ${killed} killed, ${survivors.length} survived: ${rate.toFixed(1)} % (wanted ${WANTED} %)`,
);
process.exit(rate >= WANTED ? 0 : 1);
