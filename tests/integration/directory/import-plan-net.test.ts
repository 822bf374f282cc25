import { describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { importPlanNet } from '@/lib/directory/import/plan-net';
import type { ImportStage } from '@/lib/directory/import/progress';
import { systemIds } from '@/lib/ids';
import { useTestDatabase } from '../../support/database';
import { textFile } from '../../support/import-file';

const database = useTestDatabase('empty');
const run = (text: string, onProgress?: (stage: ImportStage, more: number, total: number) => void) =>
  importPlanNet(
    { kind: 'system', name: 'test' },
    { source: 'plan-net-parts', files: [textFile('parts.ndjson', text)] },
    { clock: systemClock, ids: systemIds, onProgress },
  );
const organization = (id: string, more: object = {}) => ({
  resourceType: 'Organization',
  id,
  active: true,
  name: `Org ${id}`,
  ...more,
});
const under = (parent: string) => ({ partOf: { reference: `Organization/${parent}` } });
const lines = (resources: readonly unknown[]) => resources.map((each) => JSON.stringify(each)).join('\n');

/** More than are written together, with what stands above at the end of the file and what is below at its beginning. */
const FILLERS = Array.from({ length: 1300 }, (_, at) => organization(`f${at}`));
const LOCATION = {
  resourceType: 'Location',
  id: 'l1',
  status: 'active',
  name: 'Mill Street',
  address: { line: ['12 Mill St'], city: 'Gastonia', state: 'NC', postalCode: '28052' },
  managingOrganization: { reference: 'Organization/top' },
};
const ROLE = {
  resourceType: 'PractitionerRole',
  id: 'r1',
  active: true,
  practitioner: { reference: 'Practitioner/p1' },
  location: [{ reference: 'Location/l1' }],
};
const PERSON = { resourceType: 'Practitioner', id: 'p1', active: true, name: [{ family: 'Rivera', given: ['Ana'] }] };
const FILE = lines([
  ROLE,
  organization('below', under('middle')),
  organization('middle', under('top')),
  organization('twice', { name: 'Old name' }),
  ...FILLERS,
  organization('top'),
  organization('twice', { name: 'New name' }),
  organization('f7'),
  PERSON,
  LOCATION,
  // A circle has no top; each of the two is there all the same.
  organization('a', under('b')),
  organization('b', under('a')),
]);

describe('Plan-Net resources in any order', () => {
  it('find what is above and before them, the later of two versions is used, and each stage is told to its end', async () => {
    const stages = new Map<ImportStage, { done: number; total: number }>();
    const report = await run(FILE, (stage, more, total) => {
      stages.set(stage, { done: (stages.get(stage)?.done ?? 0) + more, total });
    });
    expect(report.counts).toMatchObject({ read: 1311, created: 1309, merged: 2, rejected: 0 });
    expect(report.merges).toEqual({
      'a later version of the same resource; the later one is used': 1,
      'the same resource twice': 1,
    });
    expect([...stages.keys()]).toEqual(['reading rows', 'writing places', 'making them searchable']);
    expect(stages.get('reading rows')?.done).toBe(1311);
    expect(stages.get('writing places')).toEqual({ done: 1309, total: 1309 });
    expect(stages.get('making them searchable')).toEqual({ done: 1, total: 1 });
    const above = await database.asOwner<{ name: string; above: string | null }>(
      `SELECT o.name, p.name AS above FROM organization o LEFT JOIN organization p ON p.id = o.part_of_id
       WHERE o.name IN ('Org below', 'Org middle', 'Org top', 'Org a', 'Org b', 'Old name', 'New name') ORDER BY o.name`,
    );
    expect(above.map(({ name, above: parent }) => [name, parent])).toEqual([
      ['New name', null],
      ['Org a', 'Org b'],
      ['Org b', 'Org a'],
      ['Org below', 'Org middle'],
      ['Org middle', 'Org top'],
      ['Org top', null],
    ]);
    // A role that names no organization works for the one that runs its place, and can be found at once.
    expect(await database.asOwner('SELECT display_name, organization_name FROM directory_entry')).toEqual([
      { display_name: 'Ana Rivera', organization_name: 'Org top' },
    ]);
    expect((await run(FILE)).counts).toMatchObject({ created: 0, changed: 0, unchanged: 1309, merged: 2 });
  });

  it('that cannot be read go to quarantine with the reason, all of them, and the report lists the first', async () => {
    const broken = Array.from({ length: 700 }, (_, at) => `{"resourceType":"Organization","name":"without an id ${at}"}`);
    const report = await run(
      [
        JSON.stringify(organization('good')),
        ...broken,
        '{not json',
        JSON.stringify(organization('nul', { name: 'a\u0000b' })),
      ].join('\n'),
    );
    expect(report.counts).toMatchObject({ read: 703, created: 1, rejected: 702 });
    expect(report.rejections).toHaveLength(50);
    const kept = await database.asOwner<{ reason: string; count: number }>(
      'SELECT reason, count(*)::int AS count FROM import_quarantine GROUP BY reason ORDER BY reason',
    );
    expect(kept).toEqual([
      { reason: 'Not a JSON object', count: 1 },
      { reason: 'The resource has no id', count: 700 },
      { reason: 'The resource holds a NUL sign', count: 1 },
    ]);
  });
});
