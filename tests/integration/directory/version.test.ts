import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { inTransaction } from '@/lib/db/client';
import { diskFile } from '@/lib/directory/import/import-file';
import { importListings } from '@/lib/directory/import/listing';
import { TEMPLATE_FORMAT } from '@/lib/directory/import/template';
import { directoryVersion } from '@/lib/directory/queries';
import { systemIds } from '@/lib/ids';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('empty');
const template = path.resolve(import.meta.dirname, '../../../public/templates/provider-list.csv');

describe('the version of the directory, by which kept pages end', () => {
  it('changes with an import', async () => {
    const before = await directoryVersion();
    expect(await directoryVersion()).toBe(before);
    await importListings(
      { kind: 'system', name: 'test' },
      { files: [diskFile(template)], formats: [TEMPLATE_FORMAT] },
      { clock: fixedClock('2026-11-22T12:00:00Z'), ids: systemIds },
    );
    expect(await directoryVersion()).not.toBe(before);
  });

  it.each([
    'UPDATE directory_entry SET hidden_at = now()',
    'UPDATE practitioner_role SET phone = phone',
    'UPDATE organization SET name = name',
    'UPDATE location SET line1 = line1',
  ])('changes with any other change too, by whatever role and way: %s', async (sql) => {
    const before = await directoryVersion();
    await database.asApp(sql);
    expect(await directoryVersion()).not.toBe(before);
  });

  it('changes when a change is committed, not while it is made, and in any order of commits', async () => {
    const before = await directoryVersion();
    let letGo = () => {};
    let changed = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const isChanged = new Promise<void>((resolve) => {
      changed = resolve;
    });
    const first = inTransaction(async (tx) => {
      await tx.organization.updateMany({ data: { active: true } });
      changed();
      await held;
    });
    await isChanged;
    expect(await directoryVersion()).toBe(before);
    await database.asApp('UPDATE directory_entry SET ghost_score = 0');
    const between = await directoryVersion();
    expect(between).not.toBe(before);
    letGo();
    await first;
    expect(await directoryVersion()).not.toBe(between);
  });

  it('keeps no more of the changes than are compared', async () => {
    await database.asOwner(`UPDATE directory_change SET changed_at = now() - interval '2 hours'`);
    await database.asApp('UPDATE directory_entry SET ghost_score = 0');
    expect(await database.asOwner('SELECT 1 FROM directory_change')).toHaveLength(1);
  });
});
