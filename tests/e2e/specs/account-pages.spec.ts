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
      if (seen === 'account' && route.startsWith('/account') && !route.includes('[')) await look(`/${locale}${route}`);
    }
    // A parent finds the page about papers from the child they act for.
    await page.goto(`/${locale}/account/people`);
    await hand.type('childName', 'Maya');
    await hand.press(page.locator('main form', { has: page.locator('[name="childName"]') }).locator('button'));
    await hand.press(page.locator('main a[href*="/account/people/"]').first());
    expect(rowOf(placeOf(page)).route).toBe('/account/people/[delegation]');
    await look(`/${locale}${placeOf(page)}`);
    // While a parent acts for a child, the steps say so; help and "skip" stay first.
    await page.goto(`/${locale}/account/people`);
    await hand.press(page.locator('main form button:not(.quiet)', { hasText: 'Maya' }));
    for (const place of ['/eligibility', '/needs', '/providers/search', '/appointments/manage']) {
      await look(`/${locale}${place}`);
      await page.goto(`/${locale}${place}`);
      await expect(page.locator('main form.note', { hasText: 'Maya' })).toBeVisible();
      await expect(page.locator('body a, body button').first()).toHaveClass('skip');
    }
    expect(faults).toEqual([]);
  });
}
