import { describe, expect, it } from 'vitest';
import { REGISTRY } from '@/lib/fhir/registry/registry';
import { useTestDatabase } from '../support/database';
import { fhir, type Json } from './client';
import { valuesAt } from './matching';

useTestDatabase('seeded');
const strict = { headers: { Prefer: 'handling=strict' } };
const issueOf = (body: Json) => valuesAt(body, 'issue')[0] as Json;

describe('the CapabilityStatement', () => {
  const statement = async () => (await fhir('metadata')).body;
  const directory = new Set<unknown>(REGISTRY.map(({ type }) => type));
  const resources = async () =>
    (valuesAt(await statement(), 'rest.resource') as Json[]).filter(({ type }) => directory.has(type));

  it('is R4, instantiates Plan-Net and lists its nine profiles', async () => {
    expect(await statement()).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
      instantiates: ['http://hl7.org/fhir/us/davinci-pdex-plan-net/CapabilityStatement/plan-net'],
    });
    expect(new Set((await resources()).flatMap((one) => valuesAt(one, 'supportedProfile'))).size).toBe(9);
  });

  const sample: Readonly<Record<string, string>> = {
    string: 'a',
    token: 'a',
    reference: 'a',
    date: '2026',
    special: '35.3|-81.2|5|km',
  };

  it('declares no parameter, include or interaction that is refused', async () => {
    for (const resource of await resources()) {
      for (const param of valuesAt(resource, 'searchParam') as Json[]) {
        const answer = await fhir(
          `${resource.type}?${param.name}=${encodeURIComponent(sample[String(param.type)] ?? '')}&_count=1`,
          strict,
        );
        expect([String(param.name), answer.status]).toEqual([param.name, 200]);
      }
      for (const include of valuesAt(resource, 'searchInclude')) {
        expect((await fhir(`${resource.type}?_count=1&_include=${include}`, strict)).status).toBe(200);
      }
      for (const include of valuesAt(resource, 'searchRevInclude')) {
        expect((await fhir(`${resource.type}?_count=1&_revinclude=${include}`, strict)).status).toBe(200);
      }
    }
  });

  it('declares exactly the parameters and includes that the router takes', async () => {
    const names = new Set(REGISTRY.flatMap(({ params }) => params.map(({ name }) => name)));
    const links = REGISTRY.flatMap(({ type, params }) =>
      params.flatMap(({ name, kind }) => (kind === 'reference' ? [`${type}:${name}`] : [])),
    );
    for (const resource of await resources()) {
      const takes = async (query: string) => {
        const { status } = await fhir(`${resource.type}?_count=1&${query}`, strict);
        expect([200, 400]).toContain(status);
        return status === 200;
      };
      const declared = new Map((valuesAt(resource, 'searchParam') as Json[]).map(({ name, type }) => [name, String(type)]));
      expect([...declared.keys()]).toEqual(expect.arrayContaining(['_id', '_lastUpdated']));
      for (const name of names) {
        const answer = await takes(`${name}=${encodeURIComponent(sample[declared.get(name) ?? 'string'] ?? '')}`);
        expect([resource.type, name, answer]).toEqual([resource.type, name, declared.has(name)]);
      }
      for (const link of links) {
        const [includes, reverses] = [valuesAt(resource, 'searchInclude'), valuesAt(resource, 'searchRevInclude')];
        expect([link, await takes(`_include=${link}`)]).toEqual([link, includes.includes(link)]);
        expect([link, await takes(`_revinclude=${link}`)]).toEqual([link, reverses.includes(link)]);
      }
    }
  });

  it('declares exactly the types that answer, the scheduling ones with their parameters and operations', async () => {
    const all = valuesAt(await statement(), 'rest.resource') as Json[];
    const declared = new Set(all.map(({ type }) => String(type)));
    for (const type of [...declared, 'Patient', 'Claim', 'Encounter', 'Coverage', 'Observation', 'Task']) {
      const { status, body } = await fhir(`${type}/00000000-0000-7000-8000-000000000000`);
      // A visit is read by its holder only, so a stranger is asked who they are.
      expect([type, status]).toEqual([type, type === 'Appointment' ? 401 : 404]);
      expect([type, issueOf(body).code === 'not-supported']).toEqual([type, !declared.has(type)]);
    }
    for (const type of ['Schedule', 'Slot']) {
      const names = valuesAt(
        all.find((one) => one.type === type),
        'searchParam.name',
      );
      const need = type === 'Slot' ? 'schedule=00000000-0000-7000-8000-000000000000' : 'actor=Location/none';
      const values: Readonly<Record<string, string>> = { start: 'ge2026-11-24', status: 'free' };
      for (const name of names) {
        const answer = await fhir(`${type}?${need}&${name}=${values[String(name)] ?? 'none'}`, strict);
        expect([name, answer.status]).toEqual([name, 200]);
      }
      const strange = await fhir(`${type}?${need}&colour=blue`, strict);
      expect([strange.status, issueOf(strange.body).expression]).toEqual([400, ['colour']]);
      const lenient = await fhir(`${type}?${need}&colour=blue`);
      expect([lenient.status, valuesAt(lenient.body, 'entry.search.mode')]).toEqual([200, ['outcome']]);
      expect(JSON.stringify(lenient.body.link)).not.toContain('colour');
    }
    const operations = valuesAt(
      all.find(({ type }) => type === 'Appointment'),
      'operation.name',
    );
    for (const name of [...operations, 'nothing']) {
      const { status } = await fhir(`Appointment/$${name}`, { method: 'POST' });
      expect([name, status === 404]).toEqual([name, name === 'nothing']);
    }
  });
});
