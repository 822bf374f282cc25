import type { Page } from '@playwright/test';
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
