import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageClassOf } from '@/lib/http/page-classes';
import { proxy } from '@/proxy';

const HOME = 'https://care.example.org';
const ask = (path: string, init: { method?: string; headers?: Record<string, string>; body?: BodyInit } = {}) =>
  proxy(new NextRequest(`${HOME}${path}`, init));

beforeAll(() => {
  process.env.APP_ORIGIN = HOME;
  process.env.LOG_LEVEL = 'silent';
});

describe('a form', () => {
  const refused: Record<string, string>[] = [
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: `${HOME}.evil.example` },
    { origin: 'http://care.example.org' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  ];

  it.each(refused)('is refused with the headers %o', async (headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await ask('/en/eligibility/county', { method, headers })).status).toBe(403);
  });

  it('is refused with words in both languages and the help line, and sets nothing', async () => {
    const response = await ask('/es/sign-in', { method: 'POST' });
    const text = await response.text();
    for (const part of ['lang="en"', 'lang="es"', 'href="tel:+18882354673"', 'href="/es"']) expect(text).toContain(part);
    expect([response.headers.get('cache-control'), response.headers.get('set-cookie')]).toEqual(['no-store', null]);
    expect(response.headers.get('content-security-policy')).toContain(`script-src 'none'`);
  });

  it('over the limit is refused before anything reads it, also when its length is not told', async () => {
    const headers = { origin: HOME, 'content-length': '70000' };
    expect((await ask('/en/continue', { method: 'POST', headers })).status).toBe(413);
    expect((await post([['text', 'x'.repeat(70_000)]])).status).toBe(413);
  });

  it('may be a calendar file of 1 MB on the one page of practices that takes one, by who has a staff session', async () => {
    const send = (path: string, cookie: string, size = 900_000) => {
      const body = new FormData();
      body.append('file', new File(['x'.repeat(size)], 'a.ics'));
      return ask(path, { method: 'POST', headers: { origin: HOME, cookie }, body });
    };
    const staff = '__Host-care-staff=token';
    expect((await send('/en/practice/times', staff)).status).toBe(200);
    expect((await send('/en/practice/times', staff, 1_020_000)).status).toBe(413);
    expect((await send('/en/practice/times', '__Host-care-session=token')).status).toBe(413);
    for (const path of ['/en/practice', '/en/practice/times/more', '/en/account/people', '/practice/times']) {
      expect([path, (await send(path, staff)).status]).toEqual([path, 413]);
    }
  });

  it('of another kind over the limit is refused too when its length is not told', async () => {
    const body = 'x'.repeat(70_000);
    const headers = { origin: HOME, 'content-type': 'text/plain' };
    expect((await ask('/en/practice/times', { method: 'POST', headers, body })).status).toBe(413);
  });

  it('is accepted from our own pages', async () => {
    expect((await ask('/en/eligibility/county', { method: 'POST', headers: { origin: HOME } })).status).toBe(200);
    expect((await post([[`$ACTION_ID_${ID}`, '']])).status).toBe(200);
  });
});

const ID = '40ab12';
const post = (fields: readonly (readonly [string, string])[]) => {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return ask('/en/providers/1', { method: 'POST', headers: { origin: HOME }, body });
};
/** A form whose action has bound arguments, as React writes it into a page. */
const bound = (list: string, reference = `{"id":"${ID}","bound":"$@1"}`) =>
  post([
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', reference],
    ['$ACTION_1:1', list],
    ['$ACTION_KEY', 'k1'],
  ]);

describe('the bound arguments of a form', () => {
  it.each(['["en"]', '["en","$$5",true,false]', '[]'])('are taken as pages write them: %s', async (list) => {
    expect((await bound(list)).status).toBe(200);
  });

  it.each(['["$Q9"]', '["$@2"]', '["$undefined"]', '[null]', '[42]', '[{}]', '[["en"]]', '{}', '"en"', '', '[', '["$"]'])(
    'are refused with 400 and kind words when they are %s',
    async (list) => {
      const response = await bound(list);
      expect([response.status, (await response.text()).includes('href="tel:')]).toEqual([400, true]);
    },
  );

  it.each(['', '{}', `{"id":"${ID}","bound":"$@2"}`, `{"id":"${ID}","bound":null}`])(
    'need their reference, not %s',
    async (reference) => {
      expect((await bound('["en"]', reference)).status).toBe(400);
    },
  );

  it('are refused with a character that no database keeps, as every field is', async () => {
    expect((await bound('["en","a\\u0000"]')).status).toBe(400);
    expect((await post([['name', 'a\u0000b']])).status).toBe(400);
  });

  it('are refused when a part is missing, or the body is no form', async () => {
    expect((await post([['$ACTION_REF_1', '']])).status).toBe(400);
    const headers = { origin: HOME, 'content-type': 'multipart/form-data; boundary=x' };
    expect((await ask('/en/sign-in', { method: 'POST', headers, body: 'no form' })).status).toBe(400);
  });
});

describe('the front door', () => {
  it.each([
    ['es-MX,es;q=0.9,en;q=0.8', '/es'],
    ['en-US', '/en'],
    ['fr-FR,de;q=0.7', '/en'],
    ['', '/en'],
  ])('sends a browser that asks for "%s" to %s', async (language, path) => {
    const response = await ask('/', { headers: { 'accept-language': language } });
    expect([response.status, new URL(response.headers.get('location') ?? '').pathname]).toEqual([307, path]);
  });
});

describe('an address that names something twice', () => {
  const placeOf = async (path: string, init = {}) => (await ask(path, init)).headers.get('location')?.replace(HOME, '') ?? null;

  it('leads to the one with the first of each, also for a form', async () => {
    expect(await placeOf('/en/providers/1/report?sent=a&fix=1&sent=%25')).toBe('/en/providers/1/report?sent=a&fix=1');
    const own = { method: 'POST', headers: { origin: HOME } };
    expect(await placeOf('/es/account/keys?done=made&done=x', own)).toBe('/es/account/keys?done=made');
    expect((await ask('/en/needs?a=1&a=2')).headers.get('content-security-policy')).toContain('/enhance/');
  });

  it('is left as it is where a page reads lists, or programs ask', async () => {
    expect(await placeOf('/en/providers/search?f=a&f=b')).toBeNull();
    expect(await placeOf('/en/eligibility/rules?on=2026-01-01&on=2026-07-01')).toBeNull();
    expect(await placeOf('/fhir/R4/Practitioner?name=a&name=b')).toBeNull();
    expect(await placeOf('/en/needs?a=1&b=1')).toBeNull();
  });
});

describe('the script policy', () => {
  const policy = async (path: string) => (await ask(path)).headers.get('content-security-policy') ?? '';

  it('allows nothing on class A and one folder on class B', async () => {
    expect(await policy('/en/help-now')).toContain(`script-src 'none'`);
    expect(await policy('/es/eligibility/county')).toContain(`script-src ${HOME}/enhance/;`);
    for (const path of ['/en', '/en/help-now', '/es/providers']) {
      expect(await policy(path)).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
      expect(await policy(path)).toContain(`frame-ancestors 'none'`);
    }
  });

  it('is the narrow one for a path nobody thought of', () => {
    expect(pageClassOf('/something/new')).toBe('B');
    expect(pageClassOf('')).toBe('B');
  });
});
