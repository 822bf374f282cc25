import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { diskFile, UnknownFormat } from '@/lib/directory/import/import-file';
import { importListings, RowsRefused } from '@/lib/directory/import/listing';
import { printReport } from '@/lib/directory/import/print';
import { SAMHSA_FORMAT } from '@/lib/directory/import/samhsa';
import { systemIds } from '@/lib/ids';
import { planNetData } from '../../conformance/matrix';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('empty');
const ACTOR = { kind: 'system', name: 'test' } as const;
const deps = { clock: fixedClock('2026-11-22T12:00:00Z'), ids: systemIds };
const HEADING =
  'source,source_row,name1,name2,street1,street2,city,state,zip,zip4,county,phone,intake_prompt,intake1,intake2,website,latitude,longitude';
const TABLES = [
  'organization',
  'location',
  'healthcare_service',
  'practitioner_role',
  'directory_entry',
  'source_record',
] as const;

function tableFile(...rows: string[]): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'listing-'));
  const file = path.join(dir, 'listing.csv');
  fs.writeFileSync(file, [HEADING, ...rows].join('\n'));
  return file;
}
const run = (file: string, more: object = {}) =>
  importListings(ACTOR, { files: [diskFile(file)], formats: [SAMHSA_FORMAT], ...more }, deps);

async function snapshot(): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const table of TABLES) {
    const [row] = await database.asOwner<{ sum: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS sum FROM ${table} t`,
    );
    sums[table] = row?.sum ?? '';
  }
  return sums;
}

const GOOD = 'MH,1,Open Gate Care,,12 Mill St,,Gastonia,NC,28052,,Gaston,704-555-0101 x12,,,,http://,35.2449,-81.2194';

describe('importing a listing', () => {
  it('reports every row, and a second run changes nothing', async () => {
    const file = tableFile(
      GOOD,
      'SU,9,Open Gate  Care ,,12 Mill St.,,Gastonia,NC,28052,NA,Gaston,,,,,,35.2449,-81.2194',
      'MH,2,Far Field,,1 Main St,,Star,NC,27356,,Rowan,704-555-0102,,,,farfield.example,35.67,-80.47',
      'MH,3,Lost Zero,,1 Elm St,,Springfield,MA,1103,,Hampden,413-555-0102,,,,https://zero.example,42.1,-72.59',
    );
    const first = await run(file);
    expect(first.counts).toEqual({ read: 4, created: 3, changed: 0, unchanged: 0, merged: 1, rejected: 0 });
    expect(first.merges).toEqual({ 'Same name, street and ZIP but for case or spaces, in the lists MH and SU': 1 });
    expect(first.suspicious.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'A phone number has an extension; kept beside it',
        'The website is empty or just "http://"',
        'A ZIP code had lost its leading zero; put back',
        'Coordinates lie more than 20 miles from the ZIP code',
        'A street and ZIP is in more than one list',
      ]),
    );
    const before = await snapshot();
    const second = await run(file);
    expect(second.counts).toEqual({ read: 4, created: 0, changed: 0, unchanged: 4, merged: 0, rejected: 0 });
    expect(await snapshot()).toEqual(before);
  });

  it('keeps both sources of a merged site and the services of both', async () => {
    const rows = await database.asOwner<{ key: string; tags: number[] }>(
      `SELECT s.key, r.tags FROM source_record s JOIN practitioner_role r ON r.location_id = s.resource_id
       WHERE s.resource_type = 'Listing' AND s.key IN ('MH:1', 'SU:9') ORDER BY s.key`,
    );
    expect(rows.map(({ key }) => key)).toEqual(['MH:1', 'SU:9']);
    for (const { tags } of rows) expect(tags).toEqual([1026, 1027]);
  });

  it('names line, field and fix of a broken row, keeps it in quarantine, and imports the others whole', async () => {
    const file = tableFile(
      'MH,50,Sound Row,,5 Oak St,,Shelby,NC,28150,,Cleveland,704-555-0103,,,,,35.29,-81.54',
      'MH,51,No Street,,,,Shelby,NC,28150,,Cleveland,,,,,,35.29,-81.54',
      'MH,52,Bad Place,,6 Oak St,,Shelby,NC,28150,,Cleveland,,,,,,north,-81.54',
      'XX,53,Bad Survey,,7 Oak St,,Shelby,NC,28150,,Cleveland,,,,,,35.29,-81.54',
      'MH,54,Too,Few',
    );
    const report = await run(file);
    expect(report.counts).toMatchObject({ read: 5, created: 1, rejected: 4 });
    expect(report.rejections.map(({ line, field }) => [line, field])).toEqual([
      [3, 'street1'],
      [4, 'latitude'],
      [5, 'source'],
      [6, '(line)'],
    ]);
    expect(printReport(report, 1)).toMatch(/line 3, street1: The cell is empty\n\s+How to fix: Fill in "street1"/);
    const kept = await database.asOwner<{ raw: string }>('SELECT raw FROM import_quarantine ORDER BY line');
    expect(kept.map(({ raw }) => raw)).toContain('MH,54,Too,Few');
    const half = await database.asOwner(
      `SELECT 1 FROM organization WHERE name IN ('No Street', 'Bad Place', 'Bad Survey', 'Too')`,
    );
    expect(half).toEqual([]);
  });

  it('uses nothing at all of a file with a broken row when all or nothing was asked for', async () => {
    const before = await snapshot();
    const file = tableFile(
      'MH,60,Would Be Fine,,9 Oak St,,Shelby,NC,28150,,Cleveland,,,,,,35.29,-81.54',
      'MH,61,,,9 Oak St,,Shelby,NC,28150,,Cleveland,,,,,,35.29,-81.54',
    );
    await expect(run(file, { allOrNothing: true })).rejects.toBeInstanceOf(RowsRefused);
    expect(await snapshot()).toEqual(before);
  });

  it('changes a row that changed in the source, and leaves the rest', async () => {
    const report = await run(tableFile(GOOD.replace('704-555-0101 x12', '704-555-0199')));
    expect(report.counts).toMatchObject({ read: 1, changed: 1, created: 0 });
    const [row] = await database.asOwner<{ phone: string }>(`SELECT phone FROM location WHERE name = 'Open Gate Care'`);
    expect(row?.phone).toBe('7045550199');
  });

  it('refuses a file it does not know and says which columns are missing', async () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'listing-')), 'other.csv');
    fs.writeFileSync(file, 'a,b\n1,2\n');
    await expect(run(file)).rejects.toBeInstanceOf(UnknownFormat);
  });
});

const data = planNetData();
const real = data && path.join(data, '../providers/nc_samhsa_facilities.csv');
describe.runIf(real !== null)('the 824 real rows', () => {
  it('come in with the faults that were measured in them, none lost, and again without a change', async () => {
    const first = await run(String(real), { source: 'real' });
    const { counts } = first;
    expect(counts.read).toBe(824);
    expect(counts.created + counts.merged + counts.rejected).toBe(824);
    const found = (kind: RegExp) => first.suspicious.find((each) => kind.test(each.kind))?.count;
    expect(found(/extension/)).toBe(18);
    expect(found(/website is empty/)).toBe(47);
    expect(found(/stated county/)).toBe(9);
    expect(found(/more than 20 miles/)).toBe(1);
    // 89 by letter; one more pair differs only in how the street is written.
    expect(found(/more than one list/)).toBe(90);
    const before = await snapshot();
    expect((await run(String(real), { source: 'real' })).counts).toMatchObject({
      unchanged: 824,
      created: 0,
      changed: 0,
      merged: 0,
    });
    expect(await snapshot()).toEqual(before);
  }, 120_000);
});
