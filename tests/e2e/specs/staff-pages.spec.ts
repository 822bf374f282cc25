import http from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import pg from 'pg';
import { PAGES, rowOf } from '../pages/inventory';
import { signIn } from '../support/staff';
import { survey } from '../support/survey';
import { expect, LOCALES, test } from '../support/visit';
import { finger } from '../walk/hand';
import { bookForMinor } from '../walk/minor';
import { placeOf } from '../walk/walk';

test.setTimeout(300_000);

/** Each language has its own demonstration accounts: two runs at once would read each other's codes. */
const PEOPLE = {
  en: { desk: 'directory@staff.example', practice: 'practice@staff.example' },
  es: { desk: 'admin@staff.example', practice: 'practice@staff.example' },
} as const;

/** The page where who agrees to a minor's visit is confirmed, from the practice's weeks. */
async function findConsent(practice: Page): Promise<string> {
  const link = practice.locator('main a[href*="/practice/consent/"]');
  for (let week = 0; week < 8 && (await link.count()) === 0; week++) {
    await finger(practice).press(practice.locator('main p.row a').nth(2));
  }
  return (await link.first().getAttribute('href')) ?? '';
}

test.describe.configure({ mode: 'serial' });

for (const locale of LOCALES) {
  test(`staff come to the desk and a practice to its calendar, each to their own and no further, in ${locale}`, async ({
    page,
    browser,
    newVisitor,
  }, info) => {
    const faults: string[] = [];
    const looked = new Set<string>();
    const look = async (route: string) => {
      looked.add(rowOf(route).route);
      const cookies = await page.context().cookies();
      const address = `/${locale}${route}`;
      faults.push(...(await survey(browser, { route, address, locale, pageClass: rowOf(route).pageClass, cookies }, info)));
    };
    const doesNotExist = async (route: string) => {
      expect((await page.goto(`/${locale}${route}`))?.status()).toBe(404);
      // The empty answer leads on by itself; the next step must not meet it half-way.
      await page.waitForURL('**/not-found');
    };
    await page.goto(`/${locale}/desk`);
    expect(placeOf(page)).toBe('/staff/sign-in');

    await signIn(page, locale, PEOPLE[locale].desk);
    expect(placeOf(page)).toBe('/desk');
    await look('/desk');
    // The demonstration has a report that waits for the directory.
    await page.locator('main .prov a').first().click();
    await look(placeOf(page));
    expect(rowOf(placeOf(page)).route).toBe('/desk/[reference]');
    // And an import of which two rows could not be used: one is dealt with, in each language its own.
    await page.goto(`/${locale}/desk/imports`);
    await look('/desk/imports');
    // Another test of this file may have imported more: the example has a name.
    await page.getByRole('link', { name: 'example-list.csv' }).click();
    expect(rowOf(placeOf(page)).route).toBe('/desk/imports/[batch]');
    await look(placeOf(page));
    const waiting = await page.locator('main .prov form button').count();
    // What is wrong with a row is said in the language of the page.
    if (waiting > 0) await expect(page.locator('main .prov p[lang]').first()).toHaveAttribute('lang', locale);
    if (waiting > 0) await page.locator('main .prov form button').first().click();
    await expect(page.locator('main .prov form button')).toHaveCount(Math.max(0, waiting - 1));
    await doesNotExist('/practice');

    await signIn(page, locale, PEOPLE[locale].practice);
    expect(placeOf(page)).toBe('/practice');
    await look('/practice');
    await look('/practice/times');
    // Who agrees to a minor's visit is confirmed by a clinician, and then said once.
    const roles = await page.locator('main .choices a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    const role = new URL(roles[locale === 'en' ? 0 : 1] ?? '', page.url()).searchParams.get('role') ?? '';
    await bookForMinor(await newVisitor(), locale, role);
    await page.goto(`/${locale}/practice?role=${role}`);
    await page.goto(await findConsent(page));
    await look(placeOf(page));
    const hand = finger(page);
    await hand.press(page.locator('main form button').first());
    await expect(page.locator('.field-error')).toHaveCount(3);
    await hand.choose('basis', 'minor_90_21_5');
    await hand.type('clinician', 'Rosa Clinician');
    await hand.pick('licence', 'nurse');
    await hand.press(page.locator('main form button').first());
    await expect(page.getByText('Rosa Clinician')).toHaveCount(1);
    await doesNotExist('/desk');

    // Staff are nobody's member, and signing out leaves nothing to go back to.
    await page.goto(`/${locale}/account`);
    expect(placeOf(page)).toBe('/sign-in');
    await page.goto(`/${locale}/practice`);
    await page.locator('form button').last().click();
    expect(placeOf(page)).toBe('/sign-out');
    await page.goto(`/${locale}/practice`);
    expect(placeOf(page)).toBe('/staff/sign-in');
    expect(faults).toEqual([]);
    expect(PAGES.filter(({ route, seen }) => seen === 'staff' && !looked.has(route))).toEqual([]);
  });
}

const HEADING = 'key,organization,street,city,state,zip,services';
const list = (mark: string) =>
  `${HEADING}\nk1,Open Door ${mark},1 Upload St,Gastonia,NC,28052,therapy\nk2,No Street ${mark},,Gastonia,NC,28052,therapy\n`;

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
    await signIn(page, locale, PEOPLE[locale].desk);

    await send('', '');
    expect(page.url()).toContain('fix=1');
    await expect(page.locator('.problem a')).toHaveAttribute('href', '#file');
    await send('empty.csv', '', 'Spring list');
    await expect(page.locator('.field.bad #file')).toBeVisible();
    await expect(page.locator('#source')).toHaveValue('Spring list');
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

test('a file that is broken off, too large, from another site or from nobody leaves nothing', async ({
  page,
  request,
  baseURL,
}) => {
  await signIn(page, 'en', PEOPLE.en.desk);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const origin = new URL(baseURL ?? '').origin;
  const post = (headers: Record<string, string>, size: number) =>
    request.post('/en/desk/imports/file', {
      headers,
      maxRedirects: 0,
      multipart: { file: { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.alloc(size, 'x') } },
    });
  await breakOff(origin, cookie);
  await expect.poll(receiving, { timeout: 20_000 }).toEqual({ uploads: 0, pieces: 0 });
  const large = await post({ origin, cookie }, 101_000_000);
  expect(large.status()).toBe(413);
  expect(await large.text()).toContain('100 MB');
  expect(await large.text()).toContain('/en/desk/imports');
  expect((await post({ origin: 'https://evil.example', cookie }, 10)).status()).toBe(403);
  const nobody = await post({ origin, cookie: '' }, 10);
  expect([nobody.status(), nobody.headers().location]).toEqual([303, expect.stringContaining('/en/staff/sign-in')]);
});
