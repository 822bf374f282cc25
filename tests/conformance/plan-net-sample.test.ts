import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { importPlanNet } from '@/lib/directory/import/plan-net';
import type { ImportReport } from '@/lib/directory/import/report';
import { systemIds } from '@/lib/ids';
import { useTestDatabase } from '../support/database';
import { textFile } from '../support/import-file';
import { Cases, type Gathered, gather, isNetwork } from './cases';
import { fhir, type Json, type Resource, searchAll } from './client';
import { elementsOf, searchValues } from './matching';
import { groupName, planNetData, readMatrix } from './matrix';
import { missingMustSupport } from './must-support';

const data = planNetData();

function sampleFiles(dir: string) {
  const names = fs.readdirSync(dir).filter((name) => name.startsWith('ri-nppes-') || name === 'ri-ig-examples.ndjson');
  return names.map((name) => {
    const bytes = fs.readFileSync(path.join(dir, name));
    return { name, text: (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8') };
  });
}

describe.skipIf(data === null)('the Plan-Net sample of the HL7 reference server, imported', () => {
  const database = useTestDatabase('empty');
  const matrix = data === null ? { groups: [], tests: [] } : readMatrix(data);
  const gathered: Gathered = new Map();
  const actor = { kind: 'system', name: 'test' } as const;
  const runImport = (sent = sampleFiles(data ?? '')) => {
    const files = sent.map(({ name, text }) => textFile(name, text));
    return importPlanNet(actor, { source: 'plan-net-sample', files }, { clock: systemClock, ids: systemIds });
  };
  let report: ImportReport;

  beforeAll(async () => {
    report = await runImport();
    for (const [type, resources] of await gather(matrix)) gathered.set(type, resources);
  });

  it('brings in every resource but the guide example of a role without an organization, and says so', () => {
    expect(report.counts).toMatchObject({ read: 5264, created: 5263, changed: 0, unchanged: 0, merged: 0, rejected: 1 });
    expect(report.rejections).toMatchObject([{ file: 'ri-ig-examples.ndjson', field: 'organization' }]);
  });

  it('changes nothing when it is imported again', async () => {
    const before = await database.asOwner('SELECT max(version) AS version, max(last_updated) AS at FROM practitioner_role');
    expect((await runImport()).counts).toMatchObject({ created: 0, changed: 0, unchanged: 5263, rejected: 1 });
    expect(await database.asOwner('SELECT max(version) AS version, max(last_updated) AS at FROM practitioner_role')).toEqual(
      before,
    );
  });

  new Cases(matrix, gathered, 'skip').declare();

  it('has nothing to ask for only where the files have nothing', () => {
    const sent = sampleFiles(data ?? '').flatMap(({ text }) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Resource),
    );
    for (const group of matrix.groups) {
      const mine = sent.filter(({ resourceType }) => resourceType === group.resource);
      const wanted =
        group.resource === 'Organization' ? mine.filter((one) => isNetwork(one) === (groupName(group) === 'Network')) : mine;
      const shown = gathered.get(groupName(group)) ?? [];
      const unknown = missingMustSupport(group, wanted);
      expect(missingMustSupport(group, shown).filter((element) => !unknown.includes(element))).toEqual([]);
      const asked = (resources: readonly Resource[]) =>
        Object.entries(group.definitions).flatMap(([name, definition]) =>
          resources.some((one) => elementsOf(definition, one).some((element) => searchValues(definition, element).length > 0))
            ? [name]
            : [],
        );
      expect(asked(shown)).toEqual(expect.arrayContaining(asked(wanted)));
    }
  });

  it('moves _lastUpdated and the version of what an import changed, and of nothing else', async () => {
    const latest = async () => {
      const all = await Promise.all(matrix.groups.map(({ resource }) => searchAll(resource, [])));
      return (
        all
          .flatMap(({ matches }) => matches.map(({ meta }) => String((meta as Json).lastUpdated)))
          .sort()
          .at(-1) ?? ''
      );
    };
    const before = await latest();
    const sent = sampleFiles(data ?? '');
    const isPlace = (name: string) => name.includes('-Location.');
    const said = ({ name }: Resource) => `"name":${JSON.stringify(name)}`;
    const old = gathered.get('Location')?.find((place) => {
      const times = sent.filter(({ name }) => isPlace(name)).map(({ text }) => text.split(said(place)).length - 1);
      return times.reduce((sum, n) => sum + n, 0) === 1;
    });
    if (!old) throw new Error('Every place of the sample shares its name');
    const files = sent.map(({ name, text }) => ({
      name,
      text: isPlace(name) ? text.replace(said(old), '"name":"Renamed place"') : text,
    }));
    expect((await runImport(files)).counts).toMatchObject({ created: 0, changed: 1, unchanged: 5262 });
    for (const { resource } of matrix.groups) {
      const { matches } = await searchAll(resource, [['_lastUpdated', `gt${before}`]]);
      expect(matches.map(({ id }) => id)).toEqual(resource === 'Location' ? [old.id] : []);
    }
    const renamed = await fhir(`Location/${old.id}`, { headers: { 'If-None-Match': 'W/"1"' } });
    expect([renamed.status, renamed.body.name, renamed.headers.get('etag')]).toEqual([200, 'Renamed place', 'W/"2"']);
  });
});

it.runIf(data === null)('is skipped: ../shared/data/plan-net is not there and PORTAL_DATA_DIR does not say where it is', () => {
  expect(data).toBeNull();
});
