import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { requireDisk } from './checks.mjs';
import { Fixable, step } from './console.mjs';
import { bin, ROOT, readStamp, writeStamp } from './paths.mjs';
import { run } from './run.mjs';

/** Environment of Prisma's command line where its engine download is not wanted: any executable is enough for `generate`. */
export const PRISMA_ENV = {
  PRISMA_SCHEMA_ENGINE_BINARY: path.join(ROOT, 'prisma', 'schema-engine.mjs'),
  PRISMA_SKIP_POSTINSTALL_GENERATE: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
};

const hashOf = (files) => {
  const hash = createHash('sha256').update(process.platform + process.arch);
  for (const file of files) hash.update(fs.readFileSync(file));
  return hash.digest('hex');
};

/** Installs the packages of the lock file when they are missing or the lock file has changed. */
export async function ensureInstalled() {
  const wanted = hashOf([path.join(ROOT, 'package-lock.json')]);
  const present = fs.existsSync(path.join(ROOT, 'node_modules', '.package-lock.json'));
  if (present && readStamp('installed') === wanted) return;
  if (!present) requireDisk();
  await step('installing packages (a few minutes the first time)', async () => {
    // Not `npm ci`: it refuses a lock file that lacks another platform's optional binaries, and some registry mirrors
    // do not carry all of those. Versions and checksums still come from the lock file, which is left as it is.
    const done = await run('install', 'npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
      env: { ...process.env, ...PRISMA_ENV },
      allowFailure: true,
    });
    if (done.code !== 0) {
      throw new Fixable(
        `npm install failed:\n${done.output.trim().split('\n').slice(-8).join('\n')}`,
        'Check the connection to the npm registry and the free disk space, then run the command again.',
      );
    }
  });
  writeStamp('installed', wanted);
}

/** Generates the typed database client when the schema has changed. */
export async function ensureGenerated() {
  const dir = path.join(ROOT, 'prisma', 'schema');
  const files = fs
    .readdirSync(dir)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => path.join(dir, name));
  const wanted = hashOf([...files, path.join(ROOT, 'package-lock.json')]);
  if (fs.existsSync(path.join(ROOT, 'lib', 'db', 'generated', 'client.ts')) && readStamp('generated') === wanted) return;
  await step('generating the database client', async () => {
    await run('generate', bin('prisma'), ['generate'], { env: { ...process.env, ...PRISMA_ENV } });
  });
  writeStamp('generated', wanted);
}
