import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/app-error';
import { fixedClock } from '@/lib/clock';
import { ScreeningOutputSchema } from '@/lib/eligibility/model';
import { buildOpenApi } from '@/lib/eligibility/openapi';
import { answerScreenings, MAX_BODY_BYTES } from '@/lib/eligibility/screening-door';
import { household } from './arbitrary-household';

const deps = { clock: fixedClock('2026-11-22T17:00:00Z'), requireUnderLimit: async () => {} };
const adult = { id: 'a', age: 30, income: [{ type: 'wages', amount: 1500, per: 'month' }] };

function ask(body: BodyInit) {
  const request = new Request('http://localhost/api/eligibility/screenings', { method: 'POST', body });
  return answerScreenings(request, deps);
}
const askJson = (value: unknown) => ask(JSON.stringify(value));

async function faults(value: unknown): Promise<readonly string[]> {
  const response = await askJson(value);
  expect(response.status).toBe(422);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const problem = (await response.json()) as { errors: { pointer: string }[] };
  return problem.errors.map((error) => error.pointer);
}

describe('POST /api/eligibility/screenings', () => {
  it('answers one household with one result and today’s rules', async () => {
    const response = await askJson({ county: 'Gaston', household: [adult] });
    const output = ScreeningOutputSchema.parse(await response.json());
    expect(output).toMatchObject({ asOf: '2026-11-22', lmeMco: 'Partners', crisisOffered: true });
  });

  it('answers 200 households in the order in which they were sent', async () => {
    const list = Array.from({ length: 200 }, (_, at) => ({ household: [{ ...adult, id: `person-${at}` }] }));
    const outputs = (await (await askJson(list)).json()) as { persons: { id: string }[] }[];
    expect(outputs.map((output) => output.persons[0]?.id)).toEqual(list.map((one) => one.household[0]?.id));
  });

  it('takes a county by name or FIPS code and gives the plan of all 100', async () => {
    for (const county of ['Wake', 'wake county', '37183']) {
      expect(await (await askJson({ county, household: [adult] })).json()).toMatchObject({ county: 'Wake', lmeMco: 'Alliance' });
    }
  });

  it.each([
    ['a list that is empty', [], ['']],
    ['201 screenings', Array.from({ length: 201 }, () => ({ household: [adult] })), ['']],
    [
      '10,000 people',
      { household: Array.from({ length: 10_000 }, (_, at) => ({ id: `p${at}`, age: 1, parents: [`p${at + 1}`] })) },
      ['/household'],
    ],
    ['a negative age', { household: [{ id: 'a', age: -1 }] }, ['/household/0/age']],
    ['an age that is text', { household: [{ id: 'a', age: '30' }] }, ['/household/0/age']],
    [
      'a negative amount',
      { household: [{ ...adult, income: [{ type: 'wages', amount: -1, per: 'month' }] }] },
      ['/household/0/income/0/amount'],
    ],
    ['an unknown county', { county: 'Atlantis', household: [adult] }, ['/county']],
    [
      'unknown fields',
      { household: [{ ...adult, ssn: '1', name: 'x' }], extra: 1 },
      ['/household/0/ssn', '/household/0/name', '/extra'],
    ],
    [
      'circular parents',
      {
        household: [
          { id: 'a', age: 30, parents: ['b'] },
          { id: 'b', age: 30, parents: ['a'] },
        ],
      },
      ['/household/0/parents', '/household/1/parents'],
    ],
    ['one’s own parent', { household: [{ id: 'a', age: 30, parents: ['a'] }] }, ['/household/0/parents/0']],
    ['an unknown parent', { household: [{ id: 'a', age: 3, parents: ['z'] }] }, ['/household/0/parents/0']],
    ['two people with one id', { household: [adult, adult] }, ['/household/1/id']],
    [
      'two spouses of one person',
      {
        household: [
          { id: 'a', age: 30, spouse: 'c' },
          { id: 'b', age: 30, spouse: 'c' },
          { id: 'c', age: 30 },
        ],
      },
      ['/household/1/spouse'],
    ],
    ['one’s own spouse', { household: [{ id: 'a', age: 30, spouse: 'a' }] }, ['/household/0/spouse']],
    [
      'an hourly wage without hours',
      { household: [{ ...adult, income: [{ type: 'wages', amount: 15, per: 'hour' }] }] },
      ['/household/0/income/0/hoursPerWeek'],
    ],
    [
      'a person claimed twice',
      {
        household: [adult, { id: 'b', age: 30 }, { id: 'c', age: 3 }],
        taxUnits: [
          { filers: ['a'], dependents: ['c'] },
          { filers: ['b'], dependents: ['c'] },
        ],
      },
      ['/taxUnits/1/dependents/0'],
    ],
    [
      'a filer who claims himself',
      { household: [adult], taxUnits: [{ filers: ['a'], dependents: ['a'] }] },
      ['/taxUnits/0/dependents/0'],
    ],
    ['a claimed person who is unknown', { household: [adult], claimedElsewhere: ['z'] }, ['/claimedElsewhere/0']],
    ['a day that does not exist', { asOf: '2026-02-30', household: [adult] }, ['/asOf']],
    [
      'several faults at once',
      { asOf: 'x', county: 'Atlantis', household: [{ id: '', age: 1.5 }] },
      ['/asOf', '/county', '/household/0/id', '/household/0/age'],
    ],
    ['a fault in the second screening', [{ household: [adult] }, { household: [] }], ['/1/household']],
    ['a number instead of an object', 7, ['']],
    ['null', null, ['']],
  ])('refuses %s and names each field', async (_name, body, pointers) => {
    expect(await faults(body)).toEqual(expect.arrayContaining(pointers));
  });

  it.each([
    ['nothing', ''],
    ['half a document', '{"household":['],
    ['NaN', '{"household":[{"id":"a","age":NaN}]}'],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
  ])('refuses %s as malformed', async (_name, body) => {
    expect((await ask(body)).status).toBe(400);
  });

  it('refuses more than 1 MB without reading it all', async () => {
    expect((await ask(new Uint8Array(MAX_BODY_BYTES + 1))).status).toBe(413);
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
    const request = new Request('http://localhost/', { method: 'POST', body: endless, duplex: 'half' } as RequestInit);
    expect((await answerScreenings(request, deps)).status).toBe(413);
  });

  it('refuses deep nesting as bad input, not as a failure of ours', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect((await ask(deep)).status).toBeLessThan(500);
    expect((await ask(`{"household":${deep}}`)).status).toBeLessThan(500);
  });

  it('says when to come back when a caller asked too often', async () => {
    const request = new Request('http://localhost/', { method: 'POST', body: '{}' });
    const tooMany = async () => {
      throw new AppError('TOO_MANY', { retryAfterS: 17 });
    };
    const response = await answerScreenings(request, { ...deps, requireUnderLimit: tooMany });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '17']);
  });

  it('answers any JSON with 2xx or 4xx, never a failure', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue({ maxDepth: 6 }),
          fc.json().map((text) => JSON.parse(text) as unknown),
        ),
        async (value) => {
          expect((await askJson(value)).status).toBeLessThan(500);
        },
      ),
      { numRuns: 800 },
    );
  });

  it('survives a valid household with any one part replaced by anything', async () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        -1,
        1e308,
        0.1,
        '',
        '__proto__',
        'constructor',
        null,
        true,
        [],
        {},
        [[]],
        { toString: 1 },
        '9'.repeat(5000),
      ),
    );
    await fc.assert(
      fc.asyncProperty(household, fc.nat(), anything, async (input, pick, replacement) => {
        const paths: (readonly (string | number)[])[] = [];
        const walk = (value: unknown, path: readonly (string | number)[]) => {
          paths.push(path);
          if (Array.isArray(value)) for (const [at, one] of value.entries()) walk(one, [...path, at]);
          else if (value && typeof value === 'object') for (const [key, one] of Object.entries(value)) walk(one, [...path, key]);
        };
        const body = JSON.parse(JSON.stringify(input)) as Record<string, unknown>;
        walk(body, []);
        const path = paths[pick % paths.length] ?? [];
        let holder: Record<string | number, unknown> = body;
        for (const part of path.slice(0, -1)) holder = holder[part] as Record<string | number, unknown>;
        const last = path.at(-1);
        if (last !== undefined) holder[last] = replacement;
        const response = await askJson(last === undefined ? replacement : body);
        expect([200, 422]).toContain(response.status);
        if (response.status === 422) expect(((await response.json()) as { errors: unknown[] }).errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 1200 },
    );
  });
});

describe('the OpenAPI description', () => {
  it('is made of the schemas that check the requests', () => {
    const text = JSON.stringify(buildOpenApi());
    for (const field of ['postpartumMonths', 'claimedElsewhere', 'hoursPerWeek', 'marginToLimit', 'parametersVersion']) {
      expect(text).toContain(field);
    }
    expect(text).toContain('"additionalProperties":false');
  });
});
