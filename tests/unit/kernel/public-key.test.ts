import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isPublicDirectoryPage } from '@/lib/directory/public-pages';
import { appOrigins } from '@/lib/env';
import { allCookieNames } from '@/lib/http/cookies';
import { publicKeyOf } from '@/lib/http/front/front';
import { KeptAnswers } from '@/lib/http/front/kept-answers';

const HOST = new URL(appOrigins()[0]).host;
const PROVIDER = '/en/providers/0198c0de-0000-7000-8000-000000000001';
const SEARCH = '/es/providers/search?z=28052&f=1001.4003';

const keyOf = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  publicKeyOf({ method, url, headers: { host: HOST, ...headers } } as unknown as IncomingMessage, isPublicDirectoryPage);

describe('a page that may be kept for everybody', () => {
  it.each([PROVIDER, SEARCH, '/en/providers/search?c=37071', '/en/providers/search?z=28052&d=50&p=3.21_17'])('is %s', (url) => {
    expect(keyOf(url)).toBe(HOST + url);
    expect(keyOf(url, { cookie: 'somebody-elses=1', 'accept-encoding': 'br' })).toBe(HOST + url);
  });

  it.each([
    ['a page of the journey', '/en/needs'],
    ['the account', '/en/account'],
    ['the form before a search', '/en/providers/search'],
    ['what somebody typed', '/en/providers/search?z=28052&q=1'],
    ['a refused form', '/en/providers/search?z=28052&fix=1'],
    ['a note about a crisis', '/en/providers/search?z=28052&h=1'],
    ['open times', '/en/providers/search?z=28052&f=14001'],
    ['an address spelt otherwise', '/en/providers/search?f=1001&z=28052'],
    ['an address with something more', '/en/providers/search?z=28052&utm=x'],
    ['a provider with a query', `${PROVIDER}?x=1`],
    ['a provider in capitals', PROVIDER.toUpperCase().replace('/EN/PROVIDERS', '/en/providers')],
    ['a part of a provider page', `${PROVIDER}/report`],
    ['another language', PROVIDER.replace('/en/', '/fr/')],
    ['two queries', '/en/providers/search?z=28052?z=28052'],
  ])('is not %s', (_what, url) => {
    expect(keyOf(url)).toBeNull();
  });

  it.each(allCookieNames())('is not for, and not from, a browser with our cookie %s', (name) => {
    expect(keyOf(SEARCH, { cookie: `other=1; ${name}=secret` })).toBeNull();
  });

  it('is not asked for in another way than as a page of ours', () => {
    for (const headers of [
      { rsc: '1' },
      { 'next-action': 'x' },
      { authorization: 'x' },
      { host: 'evil.example' },
      { range: 'bytes=0-1' },
    ])
      expect([headers, keyOf(SEARCH, headers as unknown as Record<string, string>)]).toEqual([headers, null]);
    expect(keyOf(SEARCH, {}, 'HEAD')).toBeNull();
    expect(keyOf(SEARCH, {}, 'POST')).toBeNull();
  });
});

const made = (text: string, lifeS = 60) =>
  ({ headers: {}, tag: `W/"${text}"`, packing: 'identity', bytes: Buffer.from(text), lifeS }) as const;

describe('kept answers', () => {
  it('end with their time, and with any change of the directory', () => {
    const kept = new KeptAnswers(100_000);
    kept.keep('a', made('a'), 1000, '1');
    expect(kept.find('a', 60_999, '1')?.tag).toBe('W/"a"');
    expect(kept.find('a', 61_000, '1')).toBeNull();
    kept.keep('a', made('a'), 1000, '1');
    expect(kept.find('a', 1001, '2')).toBeNull();
  });

  it('made while the directory changed are never given', () => {
    const kept = new KeptAnswers(100_000);
    kept.keep('a', made('a'), 1000, '1');
    expect(kept.find('a', 1001, '2')).toBeNull();
    expect(kept.find('a', 1001, '1')).toBeNull();
  });

  it('take no more room than they are given: what nobody asked for longest goes first', () => {
    const kept = new KeptAnswers(10_000);
    for (const key of ['a', 'b', 'c']) kept.keep(key, made(key.repeat(1000)), 0, '1');
    kept.find('a', 1, '1');
    kept.keep('d', made('d'.repeat(1000)), 0, '1');
    expect(['a', 'b', 'c', 'd'].map((key) => kept.find(key, 1, '1') !== null)).toEqual([true, false, true, true]);
    kept.keep('big', made('x'.repeat(20_000)), 0, '1');
    expect(kept.find('big', 1, '1')).toBeNull();
  });

  it('say the same in every packing', async () => {
    const { unpackBytes } = await import('@/lib/http/front/packers');
    const kept = new KeptAnswers(100_000);
    kept.keep('a', made('care '.repeat(500)), 0, '1');
    const answer = kept.find('a', 1, '1');
    if (!answer) throw new Error('not kept');
    for (const packing of ['br', 'gzip', 'identity', 'br'] as const)
      expect(unpackBytes(kept.formOf('a', answer, packing), packing).toString()).toBe('care '.repeat(500));
  });
});
