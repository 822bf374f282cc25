import { rowOf } from '../pages/inventory';
import { signIn } from '../support/staff';
import { survey } from '../support/survey';
import { expect, LOCALES, test } from '../support/visit';
import { placeOf } from '../walk/walk';

test.setTimeout(300_000);

/** Each language has its own demonstration accounts: two runs at once would read each other's codes. */
const PEOPLE = {
  en: { desk: 'directory@staff.example', practice: 'practice@staff.example' },
  es: { desk: 'admin@staff.example', practice: 'practice@staff.example' },
} as const;

test.describe.configure({ mode: 'serial' });

for (const locale of LOCALES) {
  test(`staff come to the desk and a practice to its calendar, each to their own and no further, in ${locale}`, async ({
    page,
    browser,
  }, info) => {
    const faults: string[] = [];
    const look = async (route: string) => {
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
    if (waiting > 0) await page.locator('main .prov form button').first().click();
    await expect(page.locator('main .prov form button')).toHaveCount(Math.max(0, waiting - 1));
    await doesNotExist('/practice');

    await signIn(page, locale, PEOPLE[locale].practice);
    expect(placeOf(page)).toBe('/practice');
    await look('/practice');
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
  });
}
