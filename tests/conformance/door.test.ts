import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REGISTRY } from '@/lib/fhir/registry/registry';
import { useTestDatabase } from '../support/database';
import { fhir, type Json, searchAll } from './client';
import { valuesAt } from './matching';

const database = useTestDatabase('seeded');
const strict = { headers: { Prefer: 'handling=strict' } };
const issueOf = (body: Json) => valuesAt(body, 'issue')[0] as Json;

describe('bad requests', () => {
  const refused: [what: string, path: string, status: number, code: string, expression?: string][] = [
    ['an unknown resource type', 'Patient?name=a', 404, 'not-supported', 'Patient'],
    ['an unknown id', 'Location/01a2043d-bcb9-7243-ab74-be47563575fc', 404, 'not-found', 'Location.id'],
    ['an id that is not one of ours', 'Location/none', 404, 'not-found', 'Location.id'],
    ['a malformed id', 'Location/a%20b', 400, 'value', 'Location.id'],
    ['a bad date', 'Location?_lastUpdated=yesterday', 400, 'value', '_lastUpdated'],
    ['a day that is not in the calendar', 'Location?_lastUpdated=2026-02-30', 400, 'value', '_lastUpdated'],
    ['a bad token', 'Organization?type=a|b|c', 400, 'value', 'type'],
    ['a token without anything', 'Organization?type=|', 400, 'value', 'type'],
    ['a bad reference', 'Location?organization=a b', 400, 'value', 'organization'],
    ['a value of 5,000 characters', `Practitioner?name=${'x'.repeat(5000)}`, 400, 'value', 'name'],
    ['a zero byte', 'Practitioner?name=a%00b', 400, 'value', 'name'],
    ['a place off the Earth', 'Location?near=95|0|10|km', 400, 'value', 'near'],
    ['a place in words', 'Location?near=home', 400, 'value', 'near'],
    ['an unknown unit', 'Location?near=35|-81|10|parsec', 400, 'value', 'near'],
    ['a count that is no number', 'Location?_count=-1', 400, 'value', '_count'],
    ['a page link that was changed', 'Location?_cursor=abc', 400, 'value', '_cursor'],
    ['an unknown modifier', 'Practitioner?name:sounds=smith', 400, 'not-supported', 'name:sounds'],
    ['an include of another type', 'Location?_include=Practitioner:endpoint', 400, 'value', '_include'],
    ['a chain that goes too deep', `Location?${'partof.'.repeat(6)}name=a`, 400, 'too-costly'],
    ['a chain through something that is no reference', 'Location?name.name=a', 400, 'value', 'name.name'],
    ['XML', 'Location?_format=xml', 406, 'not-supported', '_format'],
    ['a version that is not kept', `Organization/0d1c0000-0000-8000-8000-000000000011/_history/99`, 404, 'not-found'],
  ];
  it.each(refused)(
    '%s are answered with an OperationOutcome that names the place',
    async (_what, path, status, code, expression) => {
      const answer = await fhir(path);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toContain('application/fhir+json');
      expect(answer.body.resourceType).toBe('OperationOutcome');
      expect(issueOf(answer.body).code).toBe(code);
      if (expression) expect(issueOf(answer.body).expression).toEqual([expression]);
    },
  );

  it('are refused for unknown parameters when handling is strict, and reported when it is lenient', async () => {
    const refusedAnswer = await fhir('Location?colour=blue', strict);
    expect(refusedAnswer.status).toBe(400);
    expect(issueOf(refusedAnswer.body)).toMatchObject({ code: 'not-supported', expression: ['colour'] });
    const lenient = await fhir('Location?colour=blue&_count=1');
    expect(lenient.status).toBe(200);
    const entries = lenient.body.entry as unknown as { search: { mode: string }; resource: Json }[];
    expect(entries.map(({ search }) => search.mode)).toEqual(['match', 'outcome']);
    expect(JSON.stringify(lenient.body.link)).not.toContain('colour');
  });

  it('never reach the database as SQL', async () => {
    for (const text of [`'; DROP TABLE location; --`, `") OR 1=1 --`, `%' OR '1'='1`, '$1', '\\', '%', '_', '|', `a\\,b`]) {
      for (const param of [
        'name',
        'address',
        'type',
        'identifier',
        'organization.name',
        '_has:PractitionerRole:location:specialty',
      ]) {
        const answer = await fhir(`Location?${encodeURIComponent(param)}=${encodeURIComponent(text)}&_summary=count`);
        expect([200, 400]).toContain(answer.status);
        if (answer.status === 200 && text.includes('OR')) expect(answer.body.total).toBe(0);
      }
    }
    const [row] = await database.asOwner<{ n: number }>('SELECT count(*)::int AS n FROM location');
    expect(row?.n).toBeGreaterThan(400);
  });

  it('never end in a 5xx, whatever is asked', async () => {
    const types = REGISTRY.map(({ type }) => type);
    const names = REGISTRY.flatMap(({ params }) => params.map(({ name }) => name));
    const name = fc.oneof(
      fc.constantFrom(
        ...names,
        '_id',
        '_lastUpdated',
        '_include',
        '_revinclude',
        '_count',
        '_sort',
        '_total',
        '_summary',
        '_cursor',
      ),
      fc
        .tuple(fc.constantFrom(...names), fc.constantFrom('exact', 'contains', 'missing', 'not', 'Location', 'x'))
        .map((parts) => parts.join(':')),
      fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)).map((parts) => parts.join('.')),
      fc
        .tuple(fc.constantFrom(...types), fc.constantFrom(...names), fc.constantFrom(...names))
        .map((parts) => `_has:${parts.join(':')}`),
      fc.string({ maxLength: 20 }),
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('2026', 'ge2026-11', '35|-81', 'a|b', 'true', 'Location/x', '0', '-_lastUpdated'),
    );
    const query = fc.array(fc.tuple(name, value), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), query, async (type, pairs) => {
        const answer = await fhir(`${type}?${new URLSearchParams(pairs)}`);
        expect(answer.status).toBeLessThan(500);
        expect(['Bundle', 'OperationOutcome']).toContain(answer.body.resourceType);
      }),
      { numRuns: 400 },
    );
  });

  it('say which methods are allowed', async () => {
    for (const [path, method] of [
      ['Location', 'PUT'],
      ['Location/a', 'DELETE'],
      ['metadata', 'POST'],
      ['Location', 'POST'],
    ]) {
      const answer = await fhir(path ?? '', { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toContain('GET');
    }
  });
});

describe('paging', () => {
  it('shows each row once and in order while rows are added and changed', async () => {
    const all = (await searchAll('Location', [])).matches.map(({ id }) => id);
    let answer = await fhir('Location?_count=100');
    const seen: string[] = [];
    for (let page = 0; ; page++) {
      seen.push(...(valuesAt(answer.body, 'entry.resource.id') as string[]));
      const [next] = (valuesAt(answer.body, 'link') as Json[]).filter(({ relation }) => relation === 'next');
      if (!next) break;
      if (page === 1) await database.asOwner(`UPDATE location SET description = 'changed' WHERE id = $1`, [all[0]]);
      if (page === 2)
        await database.asOwner(
          `INSERT INTO location (id, last_updated, name) VALUES ('ffffffff-ffff-7fff-bfff-ffffffffffff', now(), 'New')`,
        );
      answer = await fhir(String(next.url));
    }
    expect(seen).toEqual([...all, 'ffffffff-ffff-7fff-bfff-ffffffffffff']);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each([
    'Practitioner?name=m',
    'Practitioner?name:contains=an&gender:missing=true',
    'Organization?name=c',
    'Location?address-state=NC&type=OF',
    'PractitionerRole?specialty=1041C0700X',
    'PractitionerRole?location.address-state=NC',
    'PractitionerRole?location.near=35.2621|-81.1873|30|[mi_i]',
    'PractitionerRole?specialty=1041C0700X&location.near=35.2621|-81.1873|60|[mi_i]',
    'HealthcareService?location.near=35.2621|-81.1873|25|[mi_i]',
    'Practitioner?_has:PractitionerRole:practitioner:specialty=1041C0700X',
    'Location?_has:HealthcareService:location:service-category=behav',
  ])('of few rows shows the same rows in the same order as one of many: %s', async (query) => {
    const [type = '', text] = query.split('?');
    const params = [...new URLSearchParams(text)] as [string, string][];
    const whole = (await searchAll(type, params)).matches.map(({ id }) => id);
    expect(whole.length).toBeGreaterThan(20);
    for (const count of [3, 17, 400]) {
      const seen: string[] = [];
      for (let url: string | undefined = `${query}&_count=${count}`; url && seen.length < 200; ) {
        const { body } = await fhir(url);
        seen.push(...(valuesAt(body, 'entry.resource.id') as string[]));
        url = (valuesAt(body, 'link') as Json[]).find(({ relation }) => relation === 'next')?.url as string | undefined;
      }
      expect(seen).toEqual(whole.slice(0, seen.length));
      expect(seen.length).toBeGreaterThanOrEqual(Math.min(200, whole.length));
    }
  });
});
