import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { dealWithRow } from '@/lib/directory/commands-imports';
import { diskFile } from '@/lib/directory/import/import-file';
import { importListings } from '@/lib/directory/import/listing';
import { TEMPLATE_FORMAT } from '@/lib/directory/import/template';
import { getImport, listImports } from '@/lib/directory/queries-imports';
import { systemIds } from '@/lib/ids';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('empty');
const deps = { clock: fixedClock('2026-11-23T15:00:00Z'), ids: systemIds };
const staff = (role: 'directory' | 'admin' | 'access') =>
  ({ kind: 'staff', staffId: '00000000-0000-7000-8000-00000000000a', role }) as const;
const HEADING = 'key,organization,street,city,state,zip,services';
const GOOD = 'k1,Open Gate,12 Mill St,Gastonia,NC,28052,therapy';
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'quarantine-'));

function importRows(name: string, ...rows: string[]) {
  const file = path.join(dir, name);
  fs.writeFileSync(file, [HEADING, ...rows].join('\n'));
  return importListings({ kind: 'system', name: 'test' }, { files: [diskFile(file)], formats: [TEMPLATE_FORMAT] }, deps);
}
const importOf = async (name: string) => {
  const found = (await listImports(staff('directory'))).find(({ fileName }) => fileName === name);
  return getImport(staff('directory'), String(found?.id));
};
const tasks = (batchId: string) =>
  database.asOwner<{ status: string; outcome: string | null; owner: string; due: string }>(
    `SELECT status, outcome, owner, to_char(due_at AT TIME ZONE 'America/New_York', 'YYYY-MM-DD HH24:MI') AS due
     FROM task WHERE kind = 'directory.quarantine' AND subject = $1`,
    [`import_batch:${batchId}`],
  );

describe('rows that an import could not use', () => {
  it('are one task of the directory, due in five business days, and its end when the last is dealt with', async () => {
    await importRows(
      'two-bad.csv',
      GOOD,
      'k2,No Street,,Gastonia,NC,28052,therapy',
      'k3,Bad Zip,1 Oak St,Gastonia,NC,2805x,therapy',
    );
    const view = await importOf('two-bad.csv');
    expect(view.counts).toMatchObject({ read: 3, created: 1, rejected: 2 });
    expect(view.rows.map(({ line, field }) => [line, field])).toEqual([
      [3, 'street'],
      [4, 'zip'],
    ]);
    // This database has no holidays.
    expect(await tasks(view.id)).toEqual([{ status: 'open', outcome: null, owner: 'directory', due: '2026-11-30 23:59' }]);
    const [one, two] = view.rows;
    await dealWithRow(staff('directory'), { batchId: view.id, rowId: String(one?.id) }, deps);
    expect((await importOf('two-bad.csv')).rows.map(({ id }) => id)).toEqual([two?.id]);
    expect(await tasks(view.id)).toMatchObject([{ status: 'open' }]);
    await dealWithRow(staff('admin'), { batchId: view.id, rowId: String(two?.id) }, deps);
    expect(await importOf('two-bad.csv')).toMatchObject({ waiting: 0, rows: [] });
    expect(await tasks(view.id)).toMatchObject([{ status: 'done', outcome: 'fixed' }]);
    const trail = await database.asOwner<{ action: string; actor: string }>(
      `SELECT action, actor FROM audit_event WHERE action IN ('directory.row-dealt-with', 'task.done') ORDER BY id`,
    );
    expect(trail.map(({ action }) => action)).toEqual(['directory.row-dealt-with', 'directory.row-dealt-with', 'task.done']);
    expect(trail[0]?.actor).toBe(`staff:${staff('directory').staffId}`);
    const kept = await database.asOwner('SELECT 1 FROM import_quarantine WHERE batch_id = $1', [view.id]);
    expect(kept).toHaveLength(2);
  });

  it('ask nobody again in a later file of the source, and a new one does', async () => {
    await importRows('again.csv', GOOD, 'k2,No Street,,Gastonia,NC,28052,therapy');
    const again = await importOf('again.csv');
    expect(again).toMatchObject({ waiting: 0 });
    expect(again.counts.rejected).toBe(1);
    expect(await tasks(again.id)).toEqual([]);
    await importRows('new.csv', GOOD, 'k2,No Street,,Gastonia,NC,28052,therapy', 'k4,,1 Elm St,Gastonia,NC,28052,therapy');
    const fresh = await importOf('new.csv');
    expect(fresh.rows.map(({ field }) => field)).toEqual(['organization']);
    expect(await tasks(fresh.id)).toMatchObject([{ status: 'open' }]);
  });

  it('are shown to the directory and administrators alone, and a row of another import is none', async () => {
    const view = await importOf('new.csv');
    const rowId = String(view.rows[0]?.id);
    const other = await importOf('again.csv');
    for (const actor of [staff('access'), { kind: 'visitor', journeyId: null }] as const) {
      await expect(listImports(actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(getImport(actor, view.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(dealWithRow(actor, { batchId: view.id, rowId }, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(dealWithRow(staff('directory'), { batchId: other.id, rowId }, deps)).rejects.toMatchObject({
      code: 'NOT_ACTIVE',
    });
    await expect(getImport(staff('directory'), systemIds.uuid())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await importOf('new.csv')).waiting).toBe(1);
  });
});
