import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { facetCode } from '@/lib/directory/facets';
import { faultWords } from '@/lib/directory/import/fault-words';
import { diskFile } from '@/lib/directory/import/import-file';
import { importListings } from '@/lib/directory/import/listing';
import { TEMPLATE_FORMAT } from '@/lib/directory/import/template';
import { systemIds } from '@/lib/ids';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('empty');
const deps = { clock: fixedClock('2026-11-22T12:00:00Z'), ids: systemIds };
const run = (file: string) =>
  importListings({ kind: 'system', name: 'test' }, { files: [diskFile(file)], formats: [TEMPLATE_FORMAT] }, deps);
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'template-'));
const write = (name: string, text: string) => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, text);
  return file;
};
const line = (row: Readonly<Record<string, string>>, columns: readonly string[]) =>
  columns.map((column) => `"${row[column] ?? ''}"`).join(',');

describe('the template', () => {
  const template = path.resolve(import.meta.dirname, '../../../public/templates/provider-list.csv');
  const [heading = '', first = ''] = fs.readFileSync(template, 'utf8').split('\n');
  const columns = heading.split(',');
  const example = Object.fromEntries(columns.map((column, at) => [column, first.split(',')[at] ?? '']));
  const filled = (...changes: Readonly<Record<string, string>>[]) =>
    [heading, ...changes.map((change) => line({ ...example, ...change }, columns))].join('\n');

  it('can be imported as it is, with every column understood, and again without a change', async () => {
    const report = await run(template);
    expect(report.counts).toMatchObject({ read: 2, created: 2, rejected: 0 });
    const [row] = await database.asOwner<{ tags: number[] }>(
      `SELECT tags FROM directory_entry WHERE display_name = 'Ana Example, LCSW'`,
    );
    for (const code of [
      facetCode('service', 'therapy'),
      facetCode('language', 'es'),
      facetCode('payer', 'state'),
      facetCode('accepting', 'medicaid'),
    ]) {
      expect(row?.tags).toContain(code);
    }
    expect((await run(template)).counts).toMatchObject({ unchanged: 2, created: 0 });
  });

  it('takes the words of both languages, and names what it does not know with what it would take', async () => {
    const good = filled({ key: 'k1', organization: 'Casa Abierta', services: 'Counseling; Consejería', languages: 'Español' });
    expect((await run(write('words.csv', good))).counts).toMatchObject({ created: 1, rejected: 0 });
    const bad = filled(
      { key: 'k2', services: 'massage' },
      { key: 'k3', network_state: 'maybe' },
      { key: 'k4', npi: '1234567890' },
      { key: 'k5', zip: '2805x' },
    );
    const report = await run(write('bad.csv', bad));
    expect(report.rejections.map(({ field }) => field)).toEqual(['services', 'network_state', 'npi', 'zip']);
    const fixes = report.rejections.map((rejection) => faultWords(rejection, 'en').fix);
    expect(fixes[0]).toContain('therapy');
    expect(fixes[1]).toContain('no new');
  });
});
