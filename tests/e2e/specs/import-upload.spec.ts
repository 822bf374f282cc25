import { gzipSync } from 'node:zlib';
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

    await send('bread.csv', 'name,price\nbread,2\n');
    await over();
    await expect(page.locator('main [lang="en"]')).toContainText('names no known format');
    await look();
    await page.goto(`/${locale}/desk/imports`);
    await expect(page.getByRole('link', { name: 'bread.csv' }).first()).toBeVisible();
    expect(faults).toEqual([]);
  });
}

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
