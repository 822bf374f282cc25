import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageClassOf } from '@/lib/http/page-classes';
import { proxy } from '@/proxy';

const HOME = 'https://care.example.org';
const ask = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
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

  it.each(refused)('is refused with the headers %o', (headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(ask('/en/eligibility/county', { method, headers }).status).toBe(403);
  });

  it('is refused with words in both languages and the help line, and sets nothing', async () => {
    const response = ask('/es/sign-in', { method: 'POST' });
    const text = await response.text();
    for (const part of ['lang="en"', 'lang="es"', 'href="tel:+18882354673"', 'href="/es"']) expect(text).toContain(part);
    expect([response.headers.get('cache-control'), response.headers.get('set-cookie')]).toEqual(['no-store', null]);
    expect(response.headers.get('content-security-policy')).toContain(`script-src 'none'`);
  });

  it('over the limit is refused before anything reads it', () => {
    const headers = { origin: HOME, 'content-length': '70000' };
    expect(ask('/en/continue', { method: 'POST', headers }).status).toBe(413);
  });

  it('is accepted from our own pages', () => {
    expect(ask('/en/eligibility/county', { method: 'POST', headers: { origin: HOME } }).status).toBe(200);
  });
});

describe('the front door', () => {
  it.each([
    ['es-MX,es;q=0.9,en;q=0.8', '/es'],
    ['en-US', '/en'],
    ['fr-FR,de;q=0.7', '/en'],
    ['', '/en'],
  ])('sends a browser that asks for "%s" to %s', (language, path) => {
    const response = ask('/', { headers: { 'accept-language': language } });
    expect([response.status, new URL(response.headers.get('location') ?? '').pathname]).toEqual([307, path]);
  });
});

describe('the script policy', () => {
  const policy = (path: string) => ask(path).headers.get('content-security-policy') ?? '';

  it('allows nothing on class A and one folder on class B', () => {
    expect(policy('/en/help-now')).toContain(`script-src 'none'`);
    expect(policy('/es/eligibility/county')).toContain(`script-src ${HOME}/enhance/;`);
    for (const path of ['/en', '/en/help-now', '/es/providers']) {
      expect(policy(path)).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
      expect(policy(path)).toContain(`frame-ancestors 'none'`);
    }
  });

  it('is the narrow one for a path nobody thought of', () => {
    expect(pageClassOf('/something/new')).toBe('B');
    expect(pageClassOf('')).toBe('B');
  });
});
