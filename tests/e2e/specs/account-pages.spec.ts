import { PAGES, rowOf } from '../pages/inventory';
import { codeFor } from '../support/mailbox';
import { survey } from '../support/survey';
import { expect, LOCALES, test } from '../support/visit';
import { finger, primary } from '../walk/hand';
import { placeOf } from '../walk/walk';

test.setTimeout(300_000);

for (const locale of LOCALES) {
  test(`a person signs in with a mailed code, and every account page is light, accessible and neutral in ${locale}`, async ({
    page,
    browser,
  }, info) => {
    const hand = finger(page);
    const faults: string[] = [];
    const look = async (address: string) => {
      const row = rowOf(address.replace(/^\/\w\w(?=\/)/, ''));
      const cookies = await page.context().cookies();
      faults.push(...(await survey(browser, { route: row.route, address, locale, pageClass: row.pageClass, cookies }, info)));
    };
    const address = `ana.${locale}.${info.workerIndex}@example.org`;
    await page.goto(`/${locale}/sign-in`);
    await hand.type('address', address);
    await hand.choose('computer', 'own');
    // Forms that come back within a blink count as a program's.
    await page.waitForTimeout(1000);
    await hand.press(primary(page));
    expect(placeOf(page)).toBe('/sign-in/code');
    await look(`/${locale}/sign-in/code`);
    await hand.type('code', await codeFor(page, address));
    await hand.press(primary(page));
    await expect(page).not.toHaveURL(/sign-in/);
    for (const { route, seen } of PAGES) {
      if (seen === 'account' && route.startsWith('/account')) await look(`/${locale}${route}`);
    }
    expect(faults).toEqual([]);
  });
}
