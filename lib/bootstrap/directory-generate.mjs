/**
 * `npm run directory:generate -- --size 100000`: a made-up directory of that size for measuring, in a database server of
 * its own under .portal/scale-<size>. Never the portal's own database. What is there already is used again.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { applicationEnv } from './application.mjs';
import { fail, say, step } from './console.mjs';
import { openDatabase, seedDemonstration } from './database.mjs';
import { ensureGenerated, ensureInstalled } from './install.mjs';
import { STATE } from './paths.mjs';
import { runScript } from './run.mjs';
import { loadEnvFile, localSettings } from './settings.mjs';

/** As a server of this data's size would be set; the demonstration keeps PostgreSQL's own defaults. */
const SERVER = {
  shared_buffers: '2GB',
  effective_cache_size: '8GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  random_page_cost: '1.1',
  work_mem: '16MB',
};

const folder = (size) => path.join(STATE, `scale-${size}`);
const doneMark = (size) => path.join(folder(size), 'generated');

/**
 * The migrated and filled database of that size; made first when it is not there.
 * @param {{ size: number, settings: ReturnType<typeof localSettings> }} options
 */
export async function scaleDatabase({ size, settings }) {
  const fresh = !fs.existsSync(doneMark(size));
  if (fresh) fs.rmSync(folder(size), { recursive: true, force: true });
  const database = await openDatabase({ settings, dir: path.join(folder(size), 'postgres'), server: SERVER });
  if (!fresh) return database;
  try {
    const env = applicationEnv(settings, { ...database, origin: '' });
    await seedDemonstration(env);
    await step(`generating ${size} entries`, async () => {
      const args = ['--url', database.ownerUrl, '--size', String(size)];
      const { output } = await runScript(`generate-${size}`, 'prisma/seed/scale/generate.ts', {
        env,
        args,
        show: size >= 1_000_000,
      });
      return output.trim().split('\n').at(-1);
    });
    fs.writeFileSync(doneMark(size), `${size}\n`);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function main() {
  const { values } = parseArgs({ options: { size: { type: 'string', default: '100000' } } });
  const size = Number(values.size);
  if (!Number.isInteger(size) || size < 100 || size > 10_000_000)
    throw new Error('--size is a whole number from 100 to 10000000.');
  loadEnvFile();
  await ensureInstalled();
  await ensureGenerated();
  delete process.env.DATABASE_URL;
  const database = await scaleDatabase({ size, settings: localSettings() });
  say(`  It is in ${path.relative(process.cwd(), folder(size))}; measure it with: npm run bench -- --big`);
  await database.stop();
}

if (process.argv[1]?.endsWith('directory-generate.mjs')) main().then(() => process.exit(0), fail);
