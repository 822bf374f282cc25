/** `npm run check`: format, lint, types, dead code, packages, secrets and architecture, without a database or a browser. */
import fs from 'node:fs';
import path from 'node:path';
import { requireNode } from './checks.mjs';
import { fail, say, step } from './console.mjs';
import { ensureGenerated, ensureInstalled } from './install.mjs';
import { bin, nodeBinary, ROOT } from './paths.mjs';
import { run } from './run.mjs';

const NEXT = path.join(ROOT, 'node_modules/next/dist/bin/next');

/** The checks that read the source only: name → what runs. */
export const STATIC_CHECKS = [
  ['format and lint', () => run('biome', bin('biome'), ['check', '--error-on-warnings', '.'])],
  ['types', () => run('types', bin('tsc'), ['--noEmit'])],
  ['dead code', () => run('knip', nodeBinary(), [path.join(ROOT, 'node_modules/knip/bin/knip.js')])],
  ['bill of materials', billOfMaterials],
];

/**
 * The list of packages that a release hands out must be writable and whole. It holds the tools too, marked as such: told
 * to leave them out, npm also forgets what runs and is used by a tool as well.
 */
async function billOfMaterials() {
  const { output } = await run('sbom', 'npm', ['run', '--silent', 'sbom']);
  const { components } = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  const listed = new Set(components.map(({ name, group }) => (group ? `${group}/${name}` : name)));
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const missing = Object.keys(dependencies).filter((name) => !listed.has(name));
  if (missing.length > 0) throw new Error(`  Not in the bill of materials: ${missing.join(', ')}`);
}

/** Generated sources that the checks need in a fresh clone. */
export async function prepareChecks() {
  requireNode();
  await ensureInstalled();
  await ensureGenerated();
  if (!fs.existsSync(path.join(ROOT, 'next-env.d.ts'))) await run('typegen', nodeBinary(), [NEXT, 'typegen']);
}

async function main() {
  await prepareChecks();
  for (const [name, work] of STATIC_CHECKS) await step(name, async () => void (await work()));
  const files = ['tests/architecture.test.ts', 'tests/unit/security'];
  await step(
    'architecture, packages, secrets, access matrix',
    async () => void (await run('architecture', bin('vitest'), ['run', '-c', 'tests/vitest.config.ts', ...files])),
  );
  say('\n  All static checks passed.\n');
}

if (process.argv[1] === path.join(ROOT, 'lib/bootstrap/check.mjs')) main().catch(fail);
