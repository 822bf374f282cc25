import http from 'node:http';
import zlib from 'node:zlib';
import pg from 'pg';
import { expect, test } from '../support/visit';

interface Got {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly bytes: number;
  readonly text: string;
}

const UNPACK: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  br: (bytes) => zlib.brotliDecompressSync(bytes),
  gzip: (bytes) => zlib.gunzipSync(bytes),
};

/** What a program or another cache sees on the wire; a browser unpacks and stores for itself. */
function get(path: string, headers: Record<string, string> = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    http
      .get(new URL(path, process.env.PORTAL_URL), { headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const whole = Buffer.concat(parts);
          const unpack = whole.length > 0 ? UNPACK[response.headers['content-encoding'] ?? ''] : undefined;
          const text = (unpack ? unpack(whole) : whole).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: whole.length, text });
        });
      })
      .on('error', reject);
  });
}

/** Forms carry a stamp, which differs each time. */
const still = (text: string) => text.replace(/name="stamp"[^>]*>/g, '');
const SEARCH = '/en/providers/search?z=28052&f=1001';
const settle = () => new Promise((resolve) => setTimeout(resolve, 1200));

test.describe.configure({ mode: 'serial' });

for (const path of [
  '/en',
  '/en/help-now',
  SEARCH,
  '/fhir/R4/metadata',
  '/fhir/R4/Location?_count=50',
  '/fhir/R4/$bulk-publish/Location.ndjson',
]) {
  test(`the answer is the same packed with brotli, with gzip and plain: ${path}`, async () => {
    const plain = await get(path);
    expect([plain.status, plain.headers['content-encoding']]).toEqual([200, undefined]);
    for (const packing of ['br', 'gzip']) {
      const packed = await get(path, { 'accept-encoding': packing });
      expect(packed.headers['content-encoding']).toBe(packing);
      expect(packed.headers.vary).toContain('Accept-Encoding');
      expect(packed.bytes).toBeLessThan(plain.bytes / 2);
      expect(still(packed.text)).toBe(still(plain.text));
    }
  });
}

test('the files of an export are the same packed and plain', async () => {
  const started = await get('/fhir/R4/$export?_type=PractitionerRole');
  const manifest = await get(String(started.headers['content-location']));
  const file = (JSON.parse(manifest.text) as { output: { url: string }[] }).output[0]?.url ?? '';
  const plain = await get(file);
  expect([plain.status, plain.headers['content-type']]).toEqual([200, 'application/fhir+ndjson']);
  for (const packing of ['br', 'gzip']) {
    const packed = await get(file, { 'accept-encoding': packing });
    expect([packed.headers['content-encoding'], packed.text === plain.text]).toEqual([packing, true]);
    expect(packed.bytes).toBeLessThan(plain.bytes / 5);
  }
});

test('a FHIR answer that the client has is 304, however it was packed', async () => {
  const path = '/fhir/R4/Location?_count=50';
  const whole = await get(path, { 'accept-encoding': 'br' });
  const same = await get(path, { 'accept-encoding': 'gzip', 'if-none-match': whole.headers.etag ?? '' });
  expect([same.status, same.bytes]).toEqual([304, 0]);
});

test('a public page comes from memory for people without a cookie of ours, and 304 when they have it', async () => {
  const first = await get(SEARCH, { 'accept-encoding': 'br' });
  const again = await get(SEARCH, { 'accept-encoding': 'gzip' });
  expect(again.headers.age).toBeDefined();
  expect(again.headers['cache-control']).toBe('public, max-age=0, s-maxage=60, must-revalidate');
  expect(again.headers.vary).toMatch(/Cookie/);
  expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy']);
  expect([again.headers.etag, again.text]).toEqual([first.headers.etag, first.text]);
  const known = await get(SEARCH, { 'if-none-match': again.headers.etag ?? '' });
  expect([known.status, known.bytes]).toEqual([304, 0]);
});

test('nobody with a cookie of ours is given a kept page, or leaves one', async () => {
  const other = '/en/providers/search?z=28202&f=1001';
  for (const cookie of ['care-session=x', 'care=x', 'care-staff=x', 'care-look=dark']) {
    for (const path of [SEARCH, other]) {
      const own = await get(path, { cookie });
      expect([cookie, own.status, own.headers.age, own.headers.etag]).toEqual([cookie, 200, undefined, undefined]);
      expect(own.headers['cache-control']).toContain('no-store');
    }
  }
  expect((await get(other)).headers.age).toBeUndefined();
  expect((await get(other)).headers.age).toBeDefined();
});

test('a page that is not found is kept by nobody', async () => {
  const path = '/en/providers/0198c0de-0000-7000-8000-000000000001';
  for (const headers of [{}, { 'accept-encoding': 'br' }] as Record<string, string>[]) {
    const missing = await get(path, headers);
    expect([missing.status, missing.headers['cache-control'], missing.headers.age]).toEqual([
      404,
      'private, no-store',
      undefined,
    ]);
  }
});

test('a change of the directory ends what is kept', async () => {
  const owner = new pg.Client({ connectionString: process.env.E2E_OWNER_URL });
  await owner.connect();
  const name = /href="\/en\/providers\/([0-9a-f-]{36})"/.exec((await get(SEARCH)).text)?.[1];
  expect((await get(SEARCH)).headers.age).toBeDefined();
  const rename = (from: string, to: string) =>
    owner.query('UPDATE directory_entry SET display_name = replace(display_name, $2, $3) WHERE role_id = $1', [name, from, to]);
  const { rows } = await owner.query<{ display_name: string }>('SELECT display_name FROM directory_entry WHERE role_id = $1', [
    name,
  ]);
  const before = rows[0]?.display_name ?? '';
  await rename(before, 'Renamed Example');
  await settle();
  const fresh = await get(SEARCH);
  expect([fresh.headers.age, fresh.text.includes('Renamed Example')]).toEqual([undefined, true]);
  await rename('Renamed Example', before);
  await owner.end();
  await settle();
  expect((await get(SEARCH)).text).toContain(before);
});
