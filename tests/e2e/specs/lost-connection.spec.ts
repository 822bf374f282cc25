import type { Page } from '@playwright/test';
import { expect, LOCALES, test } from '../support/visit';
import { VISIT, WHOLE_JOURNEY } from '../walk/answers';
import { finger, type Hand, primary } from '../walk/hand';
import { goOn, placeOf, walkTo } from '../walk/walk';

const fields = (page: Page) =>
  page.locator('main form#form').evaluate((form) =>
    [...(form as HTMLFormElement).elements].flatMap((each) => {
      const { name, type, value, checked } = each as HTMLInputElement;
      if (!name || type === 'hidden') return [];
      return [`${name}=${/radio|checkbox/.test(type) ? `${value}:${checked}` : value}`];
    }),
  );

/** Fills in the page that is open without sending it. */
async function fillIn(hand: Hand): Promise<void> {
  for (const deed of VISIT[placeOf(hand.page)] ?? []) {
    if ('type' in deed) await hand.type(deed.type, deed.text);
    if ('choose' in deed) await hand.choose(deed.choose, deed.value);
  }
}

for (const locale of LOCALES) {
  test(`a form that cannot be sent stays with everything typed, says so, and goes on when the connection is back in ${locale}`, async ({
    page,
    context,
  }) => {
    const hand = finger(page);
    await page.goto(`/${locale}`);
    await walkTo({ hand, locale, answers: WHOLE_JOURNEY }, '/appointments/details');
    for (const place of ['/appointments/details', '/appointments/contact']) {
      expect(placeOf(page)).toBe(place);
      await fillIn(hand);
      const typed = await fields(page);
      await context.setOffline(true);
      await primary(page).dblclick({ noWaitAfter: true });
      const said = page.locator('main form#form .note[role=status]');
      await expect(said).toHaveCount(1);
      await expect(said).not.toBeEmpty();
      const lost = await said.textContent();
      expect(await fields(page)).toEqual(typed);
      // Nothing of it is put into the browser's stores.
      expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
      await context.setOffline(false);
      await expect(said).not.toHaveText(lost ?? '');
      await hand.press(primary(page));
    }
    expect(placeOf(page)).toBe('/appointments/check');
    await expect(page.locator('main')).toContainText('Ana Test');
    await goOn(hand, WHOLE_JOURNEY);
    expect(placeOf(page)).toBe('/appointments/booked');
  });

  test(`a page that cannot be reached is answered with the help page, which leads back to it in ${locale}`, async ({
    page,
    context,
  }) => {
    const hand = finger(page);
    await page.goto(`/${locale}`);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await walkTo({ hand, locale, answers: WHOLE_JOURNEY }, '/appointments/check');
    await context.setOffline(true);
    await page.locator('main a[href*="/appointments/details"]').first().click();
    await expect(page.locator('#offline')).toBeVisible();
    await expect(page.locator('main a[href="tel:911"]').first()).toBeVisible();
    expect(placeOf(page)).toBe('/appointments/details');
    await context.setOffline(false);
    await hand.press(page.locator('#offline a'));
    await expect(page.locator('input[name="firstName"]')).toHaveValue('Ana');
    // Reached over the line, the same page says nothing of the kind.
    await page.goto(`/${locale}/help-now`);
    await expect(page.locator('#offline')).toBeHidden();
  });
}

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('loading the page again sends what was typed when the connection was lost', async ({ page, context }) => {
    const hand = finger(page);
    await page.goto('/en');
    await walkTo({ hand, locale: 'en', answers: WHOLE_JOURNEY }, '/appointments/details');
    await fillIn(hand);
    await context.setOffline(true);
    await primary(page)
      .click({ noWaitAfter: true })
      .catch(() => null);
    await expect.poll(() => page.url()).not.toContain('/appointments/');
    await context.setOffline(false);
    await page.reload();
    expect(placeOf(page)).toBe('/appointments/contact');
    await page.goto('/en/appointments/details');
    await expect(page.locator('input[name="firstName"]')).toHaveValue('Ana');
  });
});
