import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATIC_HEADERS } from '@/lib/http/static-headers.mjs';
import { installTroublePages } from '@/lib/http/trouble-pages';

let server: http.Server;
let origin: string;

beforeAll(async () => {
  installTroublePages();
  server = http.createServer((request, response) => {
    if (request.url === '/own') response.setHeader('Content-Security-Policy', 'own');
    if (request.url === '/enhance/x.js') response.statusCode = 500;
    if (request.url === '/early') response.writeHead(308, { Location: '/x' });
    response.end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('an answer that no page made', () => {
  it.each(['/early', '/late'])('has the headers of every answer: %s', async (path) => {
    const { headers } = await fetch(origin + path, { redirect: 'manual' });
    for (const { key, value } of STATIC_HEADERS) expect([key, headers.get(key)]).toEqual([key, value]);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('is 405 for a file that is asked for other than to be read, and stays a failure otherwise', async () => {
    expect((await fetch(`${origin}/enhance/x.js`, { method: 'OPTIONS' })).status).toBe(405);
    expect((await fetch(`${origin}/enhance/x.js`)).status).toBe(500);
  });

  it('keeps a policy that somebody set', async () => {
    expect((await fetch(`${origin}/own`)).headers.get('content-security-policy')).toBe('own');
  });
});
