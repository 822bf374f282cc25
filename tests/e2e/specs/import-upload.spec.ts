import http from 'node:http';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { rowOf } from '../pages/inventory';
import { signIn } from '../support/staff';
import { survey } from '../support/survey';
import { expect, LOCALES, test } from '../support/visit';
import { placeOf } from '../walk/walk';

test.setTimeout(300_000);

/** Accounts that staff-pages.spec.ts uses too, in the other language: nobody reads another's code. */
const PEOPLE = { en: 'admin@staff.example', es: 'directory@staff.example' } as const;
const HEADING = 'key,organization,street,city,state,zip,services';
const list = (mark: string) =>
  `${HEADING}\nk1,Open Door ${mark},1 Upload St,Gastonia,NC,28052,therapy\nk2,No Street ${mark},,Gastonia,NC,28052,therapy\n`;

test.describe.configure({ mode: 'serial' });

for (const locale of LOCALES) {
  test(`staff hand in a file without a script, see how far it is, then its report, in ${locale}`, async ({
    browser,
    newVisitor,
  }, info) => {
    const page = await newVisitor({ javaScriptEnabled: false });
    const faults: string[] = [];
    const look = async () => {
      const route = placeOf(page);
      const address = `/${locale}${route}`;
      const cookies = await page.context().cookies();
      faults.push(...(await survey(browser, { route, address, locale, pageClass: rowOf(route).pageClass, cookies }, info)));
    };
    const send = async (name: string, bytes: string | Buffer, source = '') => {
      await page.goto(`/${locale}/desk/imports`);
      await page.locator('#source').fill(source);
      if (name) await page.locator('#file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes as string) });
      await page.locator('form[action$="/desk/imports/file"] button').click();
    };
    const over = async () => {
      // A page that looks again by itself; without a script we need not press anything.
      await expect(page.locator('meta[http-equiv="refresh"]')).toHaveCount(0, { timeout: 60_000 });
    };
    await signIn(page, locale, PEOPLE[locale]);

    await send('', '');
    expect(page.url()).toContain('fix=1');
    await expect(page.locator('.problem a')).toHaveAttribute('href', '#file');
    await send('empty.csv', '');
    await expect(page.locator('.field.bad #file')).toBeVisible();
    await look();

    await send(`spring-${locale}.csv.gz`, gzipSync(list(locale)), `spring ${locale}`);
    expect(rowOf(placeOf(page)).route).toBe('/desk/imports/[batch]');
    await over();
    await expect(page.locator('h1')).toContainText(`spring-${locale}.csv.gz`);
    await expect(page.locator('main .prov form button')).toHaveCount(1);
    await look();

    // Larger than any other form may be.
    await send('bread.csv', `name,price\n${'bread,2\n'.repeat(100_000)}`);
    await over();
    await expect(page.locator('main [lang="en"]')).toContainText('names no known format');
    await look();
    await page.goto(`/${locale}/desk/imports`);
    await expect(page.getByRole('link', { name: 'bread.csv' }).first()).toBeVisible();
    expect(faults).toEqual([]);
  });
}

/** Sends the beginning of a file and goes away. */
async function breakOff(origin: string, cookie: string): Promise<void> {
  const headers = { origin, cookie, 'content-type': 'multipart/form-data; boundary=B', 'content-length': 5_000_000 };
  const sending = http.request(`${origin}/en/desk/imports/file`, { method: 'POST', headers });
  sending.on('error', () => {});
  sending.write('--B\r\nContent-Disposition: form-data; name="file"; filename="half.csv"\r\n\r\n');
  sending.write(Buffer.alloc(2_000_000, 'x'));
  await expect.poll(async () => (await receiving()).pieces, { timeout: 20_000 }).toBeGreaterThan(1);
  sending.destroy();
}

async function receiving(): Promise<{ uploads: number; pieces: number }> {
  const owner = new pg.Client({ connectionString: process.env.E2E_OWNER_URL });
  await owner.connect();
  const { rows } = await owner.query(
    `SELECT count(DISTINCT u.id)::int AS uploads, count(p.*)::int AS pieces
     FROM import_upload u LEFT JOIN import_upload_piece p ON p.upload_id = u.id WHERE u.status = 'receiving'`,
  );
  await owner.end();
  return rows[0];
}

test('a file that is broken off on its way leaves nothing', async ({ page, baseURL }) => {
  await signIn(page, 'en', PEOPLE.en);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await breakOff(new URL(baseURL ?? '').origin, cookie);
  await expect.poll(receiving, { timeout: 20_000 }).toEqual({ uploads: 0, pieces: 0 });
});

test('a file that is too large, from another site, or from nobody is refused before it is read', async ({
  page,
  request,
  baseURL,
}) => {
  await signIn(page, 'en', PEOPLE.en);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const origin = new URL(baseURL ?? '').origin;
  const post = (headers: Record<string, string>, size: number) =>
    request.post('/en/desk/imports/file', {
      headers,
      maxRedirects: 0,
      multipart: { file: { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.alloc(size, 'x') } },
    });
  const large = await post({ origin, cookie }, 101_000_000);
  expect(large.status()).toBe(413);
  expect(await large.text()).toContain('100 MB');
  expect(await large.text()).toContain('/en/desk/imports');
  expect((await post({ origin: 'https://evil.example', cookie }, 10)).status()).toBe(403);
  const nobody = await post({ origin, cookie: '' }, 10);
  expect([nobody.status(), nobody.headers().location]).toEqual([303, expect.stringContaining('/en/staff/sign-in')]);
});
