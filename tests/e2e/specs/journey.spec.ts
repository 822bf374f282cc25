import { expect, LOCALES, test } from '../support/visit';
import { AUTOMATIC, LOW_INCOME, NEEDS, VISIT, WHOLE_JOURNEY } from '../walk/answers';
import { finger } from '../walk/hand';
import { goAround, keys } from '../walk/keys';
import { placeOf, walkTo } from '../walk/walk';

for (const locale of LOCALES) {
  test(`a person who gets SSI books a first visit in ${locale}`, async ({ page }) => {
    await page.goto(`/${locale}`);
    const places = await walkTo({ hand: finger(page), locale, answers: WHOLE_JOURNEY }, '/appointments/booked');
    expect(places.filter((place) => place.startsWith('/eligibility')).length).toBeLessThanOrEqual(10);
    expect(places.slice(places.indexOf('/providers')).length, 'pages from the list to the confirmation').toBeLessThanOrEqual(8);
    await expect(page.locator('main h1')).toBeVisible();
  });

  test(`a person with little pay sees the whole of step 1 in ${locale}`, async ({ page }) => {
    await page.goto(`/${locale}`);
    const answers = { ...LOW_INCOME, ...NEEDS, ...VISIT };
    const places = await walkTo({ hand: finger(page), locale, answers }, '/appointments/booked');
    expect(places).toContain('/eligibility/check');
  });

  test.describe(`with scripts off at 320 px in ${locale}`, () => {
    test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 568 } });

    test(`the whole journey works in ${locale} with scripts off`, async ({ page }) => {
      await page.goto(`/${locale}`);
      await walkTo({ hand: finger(page), locale, answers: WHOLE_JOURNEY }, '/appointments/booked');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth).catch(() => 0);
      expect(wide).toBeLessThanOrEqual(320);
    });
  });

  test(`danger leads to help in one step in ${locale}`, async ({ page }) => {
    await page.goto(`/${locale}/needs`);
    await finger(page).press(page.locator('main a.btn').first());
    expect(placeOf(page)).toBe('/help-now');
    await expect(page.locator('main a[href="tel:988"]').first()).toBeVisible();
    await expect(page.locator('main a[href="tel:911"]').first()).toBeVisible();
  });
}

test.describe('by keys alone at 320 × 568', () => {
  test.use({ viewport: { width: 320, height: 568 } });
  test.setTimeout(300_000);

  test('the whole journey works with Tab, Space, Enter and arrows; the focus is always seen', async ({ page }) => {
    await page.goto('/en');
    const around = async () => void (await goAround(page));
    await walkTo({ hand: keys(page), locale: 'en', answers: WHOLE_JOURNEY, onPage: around }, '/appointments/booked');
  });
});

test('the automatic path asks at most four pages before its result', async ({ page }) => {
  await page.goto('/en');
  const places = await walkTo({ hand: finger(page), locale: 'en', answers: AUTOMATIC }, '/eligibility/result');
  expect(places).toEqual(['/', '/eligibility', '/eligibility/county', '/eligibility/now', '/eligibility/result']);
});
