import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { facetCode } from '@/lib/directory/facets';
import { diskFile, UnknownFormat } from '@/lib/directory/import/import-file';
import { kindOf } from '@/lib/directory/import/json-file';
import { importListings } from '@/lib/directory/import/listing';
import { SAMHSA_FORMAT } from '@/lib/directory/import/samhsa';
import { systemIds } from '@/lib/ids';
import { planNetData } from '../../conformance/matrix';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('empty');
const deps = { clock: fixedClock('2026-11-22T12:00:00Z'), ids: systemIds };
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'samhsa-'));
const write = (name: string, content: string | Buffer) => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, content);
  return file;
};
const answer = (rows: readonly unknown[]) => JSON.stringify({ page: 1, totalPages: 1, recordCount: rows.length, rows });
const run = (file: string, source?: string) =>
  importListings({ kind: 'system', name: 'test' }, { files: [diskFile(file)], formats: [SAMHSA_FORMAT], source }, deps);

const place = {
  name1: 'Open Gate Care',
  name2: '',
  street1: '12 Mill St',
  street2: null,
  city: 'Gastonia',
  state: 'NC',
  zip: '28052',
  phone: '704-555-0101 x12',
  website: 'http://gate.example',
  latitude: '35.2449',
  longitude: '-81.2194',
  typeFacility: 'SA',
  services: [
    { f1: 'Type of Care', f2: 'TC', f3: 'Substance use treatment; Detoxification' },
    { f1: 'Service Setting', f2: 'SET', f3: 'Telemedicine/telehealth; Residential/24-hour residential' },
    { f1: 'Pharmacotherapies', f2: 'PHR', f3: 'Naltrexone (oral); Buprenorphine with naloxone' },
    { f1: 'Payment', f2: 'PAY', f3: 'Medicaid; Sliding fee scale (fee is based on income and other factors)' },
    { f1: 'Language Services', f2: 'SL', f3: 'Sign language services for the deaf and hard of hearing; Spanish' },
  ],
};

describe('an answer of the SAMHSA locator', () => {
  it('brings each place with the kinds of help it names, and again no change, packed or not', async () => {
    const file = write('one.json', answer([place]));
    expect(await kindOf(diskFile(file))).toBe('samhsa');
    expect((await run(file)).counts).toMatchObject({ read: 1, created: 1, rejected: 0 });
    const [row] = await database.asOwner<{ tags: number[]; phone: string }>('SELECT tags, phone FROM directory_entry');
    expect(row?.phone).toBe('7045550101');
    const named = [
      facetCode('service', 'substanceCare'),
      facetCode('service', 'detox'),
      facetCode('mode', 'video'),
      facetCode('setting', 'residential'),
      facetCode('opioidMedicine', 'naltrexone'),
      facetCode('opioidMedicine', 'buprenorphine'),
      facetCode('payer', 'slidingFee'),
      facetCode('language', 'asl'),
      facetCode('language', 'es'),
    ];
    // That it takes Medicaid does not put it into our network.
    expect(row?.tags).toEqual(named.sort((a, b) => a - b));
    expect((await run(write('one.json.gz', gzipSync(answer([place]))))).counts).toMatchObject({ created: 0, unchanged: 1 });
  });

  it('keeps a row that cannot be used in quarantine, and refuses half a file', async () => {
    const report = await run(
      write(
        'bad.json',
        answer([
          { ...place, services: 'none' },
          { ...place, zip: '' },
          { ...place, typeFacility: 'HRSA', services: [] },
        ]),
      ),
    );
    expect(report.rejections.map(({ line, field }) => [line, field])).toEqual([
      [1, '(line)'],
      [2, 'zip'],
      [3, 'source'],
    ]);
    await expect(run(write('half.json', answer([place]).slice(0, -20)))).rejects.toBeInstanceOf(UnknownFormat);
  });
});

const data = planNetData();
const real = data && path.join(data, '../providers/nc_samhsa_facilities.csv');
describe.runIf(real !== null)('the 824 real rows in the shape of an answer', () => {
  it('come in as from the table, and again without a change', async () => {
    const rows = parse(fs.readFileSync(String(real)), { columns: true, bom: true }) as Record<string, string>[];
    const places = rows.map(({ source, source_row, ...row }) => ({
      ...row,
      frid: `${source}-${source_row}`,
      typeFacility: source === 'SU' ? 'SA' : 'MH',
      services: [],
    }));
    const file = write('real.json', answer(places));
    const { counts } = await run(file, 'real-json');
    expect(counts.read).toBe(824);
    expect(counts.created + counts.merged + counts.rejected).toBe(824);
    expect(counts.rejected).toBe(0);
    expect((await run(file, 'real-json')).counts).toMatchObject({ unchanged: 824, created: 0, changed: 0, merged: 0 });
  }, 120_000);
});
