import type { Page } from '@playwright/test';
import { expect, LOCALES, type Locale, test } from '../support/visit';
import { NEEDS } from '../walk/answers';
import { finger, primary } from '../walk/hand';
import { goOn, placeOf } from '../walk/walk';

test.setTimeout(240_000);

/** Reference in a receipt: eight symbols in two groups. */
const CODE = /\b[A-Z0-9]{4} [A-Z0-9]{4}\b/;

async function providersNear(page: Page, locale: Locale, count: number): Promise<readonly string[]> {
  let links: readonly string[] = [];
  // On a busy machine the first page may say "not working right now".
  await expect(async () => {
    await page.goto(`/${locale}/providers/search?z=28052`);
    links = await page.locator('main .prov h2 a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links.length).toBeGreaterThanOrEqual(count);
  }).toPass({ timeout: 60_000 });
  return links.slice(0, count);
}

const buttonOf = (page: Page, index: number) => page.locator('main form button[type="submit"]').nth(index);

for (const locale of LOCALES) {
  test.describe(`without a script and without an account in ${locale}`, () => {
    test.use({ javaScriptEnabled: false });

    test(`providers are kept, compared, printed, shared and taken off again in ${locale}`, async ({ page }) => {
      const hand = finger(page);
      const names: string[] = [];
      for (const link of await providersNear(page, locale, 3)) {
        await page.goto(link);
        names.push((await page.locator('h1').textContent()) ?? '');
        const text = page.locator('main a[href^="sms:"]');
        expect(decodeURIComponent((await text.getAttribute('href')) ?? '')).toContain(names.at(-1));
        expect(await page.locator('main a[href^="mailto:"]').getAttribute('href')).toMatch(/^mailto:\?subject=.+&body=.+/);
        await hand.press(buttonOf(page, 1));
        expect(placeOf(page)).toBe('/providers/saved');
      }
      await expect(page.locator('main .prov h2')).toHaveText(names);
      await expect(page.locator('.compare thead th')).toHaveText([/./, ...names]);
      // A printed page: the comparison and nothing of the frame.
      await page.emulateMedia({ media: 'print' });
      await expect(page.locator('.compare table')).toBeVisible();
      for (const frame of ['.mast', '.help', '.exit', '.foot']) await expect(page.locator(frame).first()).toBeHidden();
      await page.emulateMedia({ media: 'screen' });
      await hand.press(buttonOf(page, 0));
      await expect(page.locator('main .prov h2')).toHaveText(names.slice(1));
    });

    test(`a provider is changed by one press, with a warning about gaps and a dated history in ${locale}`, async ({ page }) => {
      const hand = finger(page);
      const [first = '', second = ''] = await providersNear(page, locale, 2);
      await page.goto(first);
      await expect(page.locator('main .note')).toHaveCount(0);
      await hand.press(buttonOf(page, 0));
      expect(placeOf(page)).toMatch(/^\/appointments\/times\//);
      await page.goto(second);
      await expect(page.locator('main .note').first()).toBeVisible();
      await hand.press(buttonOf(page, 0));
      await page.goto(`/${locale}/providers/saved`);
      const links = page.locator('section[aria-labelledby="choices"] li a');
      expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([second, first]);
    });

    test(`a wrong entry is reported, and the receipt says by when it is answered in ${locale}`, async ({ page }) => {
      const [link = ''] = await providersNear(page, locale, 1);
      await page.goto(`${link}/report`);
      await page.locator('main input[type="checkbox"]').first().check();
      await finger(page).press(primary(page));
      // The day is in the sentence of the code: "We answer it by …".
      await expect(page.locator('main p', { hasText: CODE })).toContainText(/\b\d{1,2}\b/);
    });

    test(`a ZIP code in several counties asks which one, and says whose plan it is in ${locale}`, async ({ page }) => {
      const hand = finger(page);
      const answers = { ...NEEDS, '/needs/visit': [{ type: 'zip', text: '28601' }, ...(NEEDS['/needs/visit'] ?? []).slice(1)] };
      await page.goto(`/${locale}/needs`);
      for (let step = 0; step < 5; step++) await goOn(hand, answers);
      expect(placeOf(page)).toBe('/needs/county');
      await hand.press(primary(page));
      await expect(page.locator('.field-error')).toBeVisible();
      // Alexander is another plan's county, Catawba is ours.
      await hand.choose('county', '37003');
      await hand.press(primary(page));
      expect(placeOf(page)).toBe('/providers');
      await expect(page.locator('main')).toContainText(/Vaya/);
      await hand.press(page.locator('main a[href$="/needs/county"]'));
      await hand.choose('county', '37035');
      await hand.press(primary(page));
      await expect(page.locator('main')).toContainText('Catawba');
      await expect(page.locator('main')).not.toContainText(/Vaya/);
      // A ZIP code in one county leaves nothing to choose, also for who opens the page by its address.
      await page.goto(`/${locale}/needs/visit`);
      await goOn(hand, NEEDS);
      await page.goto(`/${locale}/needs/county`);
      await expect(page.locator('main')).toContainText('Gaston');
      await expect(page.locator('main input[type="radio"]')).toHaveCount(0);
    });

    test(`who agrees is asked for a minor and not for an adult in ${locale}`, async ({ page }) => {
      const hand = finger(page);
      await page.goto(`/${locale}/needs/who`);
      await hand.choose('forWhom', 'child');
      await hand.pick('age', 'teen');
      await hand.pick('language', 'es');
      await hand.press(primary(page));
      await goOn(hand, NEEDS);
      await goOn(hand, NEEDS);
      expect(placeOf(page)).toBe('/needs/consent');
      await hand.choose('consent', 'minor_90_21_5');
      await hand.press(primary(page));
      expect(placeOf(page)).toBe('/needs/visit');
    });
  });
}
