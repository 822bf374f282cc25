import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { diskFile } from '@/lib/directory/import/import-file';
import { importListings } from '@/lib/directory/import/listing';
import { TEMPLATE_FORMAT } from '@/lib/directory/import/template';
import { systemIds } from '@/lib/ids';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('empty');
const ROOT = path.resolve(import.meta.dirname, '../../..');
const PLACES = 3000;
const TABLES = ['organization', 'location', 'practitioner_role', 'source_record', 'directory_entry', 'import_batch'] as const;

async function counts(): Promise<Record<string, number>> {
  const [row] = await database.asOwner<Record<string, number>>(
    `SELECT ${TABLES.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(', ')}`,
  );
  return row ?? {};
}

/** Locks tell what is being written (of this database: others number their tables alike); the statements of another role are hidden from the owner. */
const isWriting = async () => {
  const writers = await database.asOwner(
    `SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
     WHERE d.datname = current_database() AND l.relation = 'location'::regclass AND l.mode = 'RowExclusiveLock'`,
  );
  return writers.length > 0;
};

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not happen within a minute');
}

it('an import that is killed in the middle leaves nothing, and the same command brings all of it', async () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'killed-')), 'list.csv');
  const rows = Array.from({ length: PLACES }, (_, at) => `k${at},Practice ${at},${at} Mill St,Gastonia,NC,28052,therapy`);
  fs.writeFileSync(file, ['key,organization,street,city,state,zip,services', ...rows].join('\n'));
  const before = await counts();
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'lib/directory/import/cli.ts', file], {
    cwd: ROOT,
    env: process.env,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  await until(isWriting);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  await until(async () => !(await isWriting()));
  expect(await counts()).toEqual(before);

  const report = await importListings(
    { kind: 'system', name: 'test' },
    { files: [diskFile(file)], formats: [TEMPLATE_FORMAT] },
    { clock: systemClock, ids: systemIds },
  );
  expect(report.counts).toMatchObject({ read: PLACES, created: PLACES, rejected: 0 });
  expect(await counts()).toMatchObject({ location: PLACES, practitioner_role: PLACES, directory_entry: PLACES, import_batch: 1 });
}, 300_000);
