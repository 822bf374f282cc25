import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packAnswer } from '@/lib/http/front/pack-answer';

const LONG = Array.from({ length: 40_000 }, (_, at) => `{"resourceType":"Location","id":"${at}"}\n`).join('');
const PAGE = `<!DOCTYPE html><p>${'A sentence about care. '.repeat(200)}</p>`;
const FLIGHT = '<script>self.__next_f.push([1,"0:{\\u003cp\\u003e}"])</script>';

type Handler = (response: http.ServerResponse, request: http.IncomingMessage) => unknown;
let written = 0;

const HANDLERS: Readonly<Record<string, Handler>> = {
  '/en/page': (response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.flushHeaders();
    response.write(`${PAGE}<script src="/_next/static/chunks/x.js" async=""></script>`);
    response.write(`<script src="/enhance/enhance.js?v=1" defer=""></script>${FLIGHT}`);
    response.end('<p>ñ</p>');
  },
  '/small': (response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"a":1}'),
  '/long': async (response) => {
    response.writeHead(200, 'Fine', { 'Content-Type': 'application/fhir+ndjson', ETag: '"strong"' });
    for (let at = 0; at < LONG.length; at += 100_000) {
      if (!response.write(LONG.slice(at, at + 100_000))) await new Promise((resolve) => response.once('drain', resolve));
    }
    response.end();
  },
  '/endless': (response) => {
    response.setHeader('Content-Type', 'application/fhir+ndjson');
    const more = () => {
      while (!response.destroyed) {
        // Random, so that packing does not make it small.
        const go = response.write(randomBytes(200_000).toString('base64'));
        written++;
        if (!go) return void response.once('drain', more);
      }
    };
    more();
  },
  '/slow': (response) => {
    response.setHeader('Content-Type', 'text/plain');
    response.write('first '.repeat(300));
    setTimeout(() => response.end('last'), 1500);
  },
  '/png': (response) => response.writeHead(200, { 'Content-Type': 'image/png' }).end(Buffer.alloc(5000)),
  '/packed': (response) =>
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' }).end(zlib.gzipSync(PAGE)),
  '/untouched': (response) => response.writeHead(200, ['Content-Type', 'text/html', 'Cache-Control', 'no-transform']).end(PAGE),
  '/known': (response) => response.writeHead(304, { ETag: 'W/"x"' }).end(),
  '/nothing': (response) => response.writeHead(204).end(),
  '/part': (response) => response.writeHead(206, { 'Content-Type': 'text/css', 'Content-Range': 'bytes 0-1999/5000' }).end(PAGE),
};

let server: http.Server;
let port: number;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    packAnswer(request, response);
    // As the framework does it (next/dist/server/base-server.js).
    const setHeader = response.setHeader.bind(response);
    response.setHeader = ((name: string, value: string) =>
      response.headersSent ? response : setHeader(name, value)) as typeof response.setHeader;
    void HANDLERS[request.url ?? '']?.(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Got {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

function get(path: string, packing: string, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const headers = packing ? { 'Accept-Encoding': packing } : {};
    const request = http.request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        const how = response.headers['content-encoding'];
        const plain =
          bytes.length === 0
            ? bytes
            : how === 'br'
              ? zlib.brotliDecompressSync(bytes)
              : how === 'gzip'
                ? zlib.gunzipSync(bytes)
                : bytes;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: plain.toString('utf8') });
      });
    });
    request.on('error', reject);
    request.end();
  });
}

describe('an answer on its way out', () => {
  it.each(['br', 'gzip', ''])('says the same however it is packed: %s', async (packing) => {
    const page = await get('/en/page', packing);
    expect(page.headers['content-encoding']).toBe(packing || undefined);
    expect(page.headers.vary).toBe('Accept-Encoding');
    expect(page.headers['content-length']).toBe(String(page.bytes.length));
    expect(page.text).toBe(`${PAGE}<script src="/enhance/enhance.js?v=1" defer=""></script><p>ñ</p>`);
    const long = await get('/long', packing);
    expect([long.text === LONG, long.headers['content-encoding']]).toEqual([true, packing || undefined]);
    expect(long.headers.etag).toBe(packing ? 'W/"strong"' : '"strong"');
  });

  it('is left alone when it is short, packed already, a picture, a part, or not to be touched', async () => {
    for (const path of ['/small', '/png', '/untouched', '/part']) {
      const got = await get(path, 'br, gzip');
      expect([path, got.headers['content-encoding']]).toEqual([path, undefined]);
    }
    expect((await get('/small', 'br')).text).toBe('{"a":1}');
    expect((await get('/packed', 'br')).text).toBe(PAGE);
  });

  it('has no body where none belongs, and tells caches what it depends on', async () => {
    for (const path of ['/known', '/nothing']) {
      const got = await get(path, 'br');
      expect([got.headers['content-encoding'], got.bytes.length]).toEqual([undefined, 0]);
    }
    expect((await get('/known', 'br')).headers.vary).toBe('Accept-Encoding');
    const head = await get('/long', 'br', 'HEAD');
    expect([head.status, head.bytes.length, head.headers.vary]).toEqual([200, 0, 'Accept-Encoding']);
  });

  it('starts to travel before a slow maker is done', async () => {
    const first = await new Promise<number>((resolve) => {
      const began = performance.now();
      http.get({ host: '127.0.0.1', port, path: '/slow', headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
        const unpack = response.pipe(zlib.createGunzip());
        unpack.once('data', () => resolve(performance.now() - began));
      });
    });
    expect(first).toBeLessThan(1200);
  });

  it('makes the maker wait for a client that reads nothing, and ends with it', async () => {
    const request = http.get({ host: '127.0.0.1', port, path: '/endless', headers: { 'Accept-Encoding': 'gzip' } });
    const response = await new Promise<http.IncomingMessage>((resolve) => request.on('response', resolve));
    response.pause();
    const settle = () => new Promise((resolve) => setTimeout(resolve, 400));
    let before = -1;
    for (let wait = 0; before !== written && wait < 20; wait++) {
      before = written;
      await settle();
    }
    expect(written).toBe(before);
    request.destroy();
    await settle();
    const left = written;
    await settle();
    expect(written).toBe(left);
  });
});
