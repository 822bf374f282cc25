import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { facetCode } from '@/lib/directory/facets';
import { diskFile } from '@/lib/directory/import/import-file';
import { kindOf } from '@/lib/directory/import/json-file';
import { importListings } from '@/lib/directory/import/listing';
import { NPPES_FORMAT } from '@/lib/directory/import/nppes';
import { SAMHSA_FORMAT } from '@/lib/directory/import/samhsa';
import { systemIds } from '@/lib/ids';
import { planNetData } from '../../conformance/matrix';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('empty');
const ACTOR = { kind: 'system', name: 'test' } as const;
const deps = { clock: fixedClock('2026-11-22T12:00:00Z'), ids: systemIds };
const FORMATS = [SAMHSA_FORMAT, NPPES_FORMAT];
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'register-'));
const write = (name: string, text: string) => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, text);
  return file;
};
const run = (file: string, source?: string) => importListings(ACTOR, { files: [diskFile(file)], formats: FORMATS, source }, deps);
const quote = (text: string) => `"${text}"`;
const line = (row: Readonly<Record<string, string>>, columns: readonly string[]) =>
  columns.map((column) => quote(row[column] ?? '')).join(',');

const PLACE = 'Provider Business Practice Location Address';
const COLUMNS = [
  'NPI',
  'Entity Type Code',
  'Provider Organization Name (Legal Business Name)',
  'Provider Last Name (Legal Name)',
  'Provider First Name',
  'Provider Credential Text',
  'Provider First Line Business Practice Location Address',
  'Provider Second Line Business Practice Location Address',
  `${PLACE} City Name`,
  `${PLACE} State Name`,
  `${PLACE} Postal Code`,
  `${PLACE} Country Code (If outside U.S.)`,
  `${PLACE} Telephone Number`,
  'NPI Deactivation Date',
  'NPI Reactivation Date',
  'Provider Gender Code',
  'Healthcare Provider Taxonomy Code_1',
  'Healthcare Provider Taxonomy Code_2',
];
const person = {
  NPI: '1234567893',
  'Entity Type Code': '1',
  'Provider Last Name (Legal Name)': "O'HARA-PEÑA",
  'Provider First Name': 'LUCÍA',
  'Provider Credential Text': 'LCSW',
  'Provider First Line Business Practice Location Address': '12 MILL ST',
  [`${PLACE} City Name`]: 'GASTONIA',
  [`${PLACE} State Name`]: 'NC',
  [`${PLACE} Postal Code`]: '280521234',
  [`${PLACE} Country Code (If outside U.S.)`]: 'US',
  [`${PLACE} Telephone Number`]: '7045550101',
  'Provider Gender Code': 'F',
  'Healthcare Provider Taxonomy Code_1': '1041C0700X',
};
const nppes = (rows: readonly Readonly<Record<string, string>>[], columns = COLUMNS) =>
  [columns.map(quote).join(','), ...rows.map((row) => line(row, columns))].join('\n');

async function roleOf(npi: string) {
  const [row] = await database.asOwner<{ display_name: string; zip: string; phone: string; tags: number[]; line1: string }>(
    `SELECT e.display_name, e.zip, e.phone, e.tags, l.line1 FROM directory_entry e JOIN practitioner_role r ON r.id = e.role_id
     JOIN location l ON l.id = r.location_id JOIN organization o ON o.id = r.organization_id
     LEFT JOIN practitioner p ON p.id = r.practitioner_id WHERE coalesce(p.npi, o.npi) = $1`,
    [npi],
  );
  return row;
}

describe('the monthly NPPES file', () => {
  it('brings a person with name, place, phone and kinds of help; again it changes nothing', async () => {
    const file = write('one.csv', nppes([person]));
    expect((await run(file)).counts).toMatchObject({ read: 1, created: 1, rejected: 0 });
    const row = await roleOf('1234567893');
    expect(row).toMatchObject({
      display_name: "Lucía O'Hara-Peña, LCSW",
      zip: '28052',
      phone: '7045550101',
      line1: '12 Mill St',
    });
    expect(row?.tags).toEqual(
      [facetCode('service', 'therapy'), facetCode('service', 'mentalHealthCare'), facetCode('gender', 'female')].sort(
        (a, b) => a - b,
      ),
    );
    expect((await run(file)).counts).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
  });

  it('is read in the layout that says "Sex Code", and after a spreadsheet made numbers of everything', async () => {
    const columns = COLUMNS.map((name) => (name === 'Provider Gender Code' ? 'Provider Sex Code' : name)).concat(
      'Certification Date',
    );
    const damaged = {
      ...person,
      NPI: '1467560003.0',
      'Entity Type Code': '1.0',
      'Provider Gender Code': '',
      'Provider Sex Code': 'M',
      [`${PLACE} Postal Code`]: '11034567.0',
      [`${PLACE} State Name`]: 'MA',
      [`${PLACE} Telephone Number`]: '4135550102.0',
    };
    const report = await run(write('damaged.csv', nppes([damaged], columns)));
    expect(report.counts).toMatchObject({ created: 1, rejected: 0 });
    expect(await roleOf('1467560003')).toMatchObject({ zip: '01103', phone: '4135550102' });
    expect(report.suspicious.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'A ZIP code was written as a decimal number ("….0"); read without it',
        'A ZIP code had lost its leading zero; put back',
        'A phone number was written as a decimal number ("….0"); read without it',
      ]),
    );
  });

  it('keeps deactivated, foreign and broken rows in quarantine, each with its reason', async () => {
    const rows = [
      { ...person, 'NPI Deactivation Date': '01/02/2020' },
      { ...person, [`${PLACE} Country Code (If outside U.S.)`]: 'CA' },
      { ...person, NPI: '1234567890' },
      { ...person, NPI: '12345' },
      { ...person, [`${PLACE} Postal Code`]: '' },
      { ...person, 'Provider Last Name (Legal Name)': '', 'Entity Type Code': '2' },
      {
        ...person,
        'NPI Deactivation Date': '01/02/2020',
        'NPI Reactivation Date': '01/02/2021',
        'Provider First Line Business Practice Location Address': '5 OTHER ST',
      },
    ];
    const report = await run(write('broken.csv', nppes(rows)));
    expect(report.counts).toMatchObject({ read: 7, rejected: 6 });
    expect(report.rejections.map(({ field }) => field)).toEqual([
      'NPI Deactivation Date',
      'Country Code',
      'NPI',
      'NPI',
      `${PLACE} Postal Code`,
      'Name',
    ]);
    const kept = await database.asOwner(`SELECT 1 FROM import_quarantine q JOIN import_batch b ON b.id = q.batch_id
      WHERE b.file_name = 'broken.csv'`);
    expect(kept).toHaveLength(6);
  });

  it('is read packed, too, and says what codes tell nothing', async () => {
    const { gzipSync } = await import('node:zlib');
    const file = path.join(dir, 'packed.csv.gz');
    const row = {
      ...person,
      NPI: '1003000126',
      'Healthcare Provider Taxonomy Code_1': '207X00000X',
      'Healthcare Provider Taxonomy Code_2': 'none?',
    };
    fs.writeFileSync(file, gzipSync(nppes([row])));
    const report = await run(file);
    expect(report.counts).toMatchObject({ created: 1 });
    expect(report.suspicious.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'No taxonomy of behavioral health; imported without a kind of help',
        'A taxonomy code does not have nine signs and an X; left out',
      ]),
    );
  });
});

describe('an answer of the NPI Registry API', () => {
  const address = {
    address_purpose: 'LOCATION',
    address_1: '9 ELM ST',
    city: 'SHELBY',
    state: 'NC',
    postal_code: '281500000',
    country_code: 'US',
    telephone_number: '704-555-0103',
  };
  const answer = (results: readonly unknown[]) => JSON.stringify({ result_count: results.length, results });
  const result = {
    number: '1891787891',
    enumeration_type: 'NPI-2',
    basic: { organization_name: 'SHELBY FAMILY SERVICES, INC.', status: 'A' },
    addresses: [{ ...address, address_purpose: 'MAILING', address_1: 'PO BOX 1' }, address],
    practiceLocations: [{ ...address, address_1: '10 OAK ST' }],
    taxonomies: [{ code: '261QM0801X' }],
  };

  it('gives a row for each practice location, never the mailing address, and again no change', async () => {
    const file = write('answer.json', answer([result]));
    expect(await kindOf(diskFile(file))).toBe('nppes');
    expect((await run(file)).counts).toMatchObject({ read: 2, created: 2 });
    const rows = await database.asOwner<{ line1: string; name: string }>(
      `SELECT l.line1, o.name FROM location l JOIN organization o ON o.id = l.organization_id WHERE o.npi = '1891787891' ORDER BY 1`,
    );
    expect(rows).toEqual([
      { line1: '10 Oak St', name: 'Shelby Family Services, Inc.' },
      { line1: '9 Elm St', name: 'Shelby Family Services, Inc.' },
    ]);
    expect((await run(file)).counts).toMatchObject({ unchanged: 2, created: 0 });
  });

  it('keeps a result that cannot be read in quarantine, and is told from FHIR', async () => {
    const report = await run(write('half.json', answer([{ number: '1', basic: null }, result])));
    expect(report.counts).toMatchObject({ read: 3, rejected: 1, unchanged: 2 });
    expect(await kindOf(diskFile(write('bundle.json', '{"resourceType":"Bundle","entry":[]}')))).toBe('fhir');
  });
});

const data = planNetData();
const real = (name: string) => path.join(String(data), '../providers', name);
if (data === null) console.log('  Real NPPES files are not beside the project: their four import tests are skipped.');

describe.runIf(data !== null)('real files of the register', () => {
  it.each([
    ['nppes_npidata_sample_ct_practitioners_2018.csv.gz', 2000],
    ['nppes_npidata_sample_ct_organizations_2018.csv.gz', 40],
    ['nppes_npidata_sample_1000_us.csv.gz', 1000],
  ])(
    '%s: %i rows, none lost, and again without a change',
    async (name, rows) => {
      const { counts } = await run(real(name), name);
      expect(counts.read).toBe(rows);
      expect(counts.created + counts.merged + counts.changed + counts.unchanged + counts.rejected).toBe(rows);
      expect(counts.rejected).toBeLessThan(rows / 10);
      const again = (await run(real(name), name)).counts;
      expect(again).toMatchObject({ created: 0, changed: 0, merged: 0, rejected: counts.rejected });
    },
    120_000,
  );

  it('the API answer: 200 results with 19 further places', async () => {
    const file = write('real.json', gunzipSync(fs.readFileSync(real('nppes_api_v2.1_200_results.json.gz'))).toString('utf8'));
    const { counts } = await run(file, 'api');
    expect(counts.read).toBe(219);
    expect((await run(file, 'api')).counts).toMatchObject({ created: 0, changed: 0, merged: 0, rejected: counts.rejected });
  }, 60_000);
});
