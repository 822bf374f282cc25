import type { Page } from '@playwright/test';
import { PAGES, rowOf } from '../pages/inventory';
import { survey } from '../support/survey';
import { expect, LOCALES, type Locale, test } from '../support/visit';
import { LOW_INCOME, NEEDS, VISIT } from '../walk/answers';
import { finger, primary } from '../walk/hand';
import { placeOf, walkTo } from '../walk/walk';

test.setTimeout(600_000);

/** Pages beside the road, opened when their station is reached. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  '/eligibility/result': ['/eligibility/print', '/save'],
  '/appointments/details': ['/appointments'],
};

for (const locale of LOCALES) {
  test(`every page of the journey is light, accessible, neutral and keeps to its class in ${locale}`, async ({
    page,
    browser,
  }, info) => {
    const faults: string[] = [];
    const seen = new Set<string>();
    const look = async (at: Page, address?: string) => {
      const url = new URL(address ?? at.url(), at.url());
      const row = rowOf(url.pathname.replace(/^\/\w\w(?=\/|$)/, '') || '/');
      if (row.seen !== 'journey') return;
      seen.add(row.route);
      const cookies = await at.context().cookies();
      faults.push(
        ...(await survey(
          browser,
          { route: labelOf(row.route, url), address: url.href, locale, pageClass: row.pageClass, cookies },
          info,
        )),
      );
    };
    await page.goto(`/${locale}`);
    const answers = { ...LOW_INCOME, ...NEEDS, ...VISIT };
    const onPage = async (place: string) => {
      await look(page);
      if (/^\/providers\/[0-9a-f-]{36}$/.test(place)) await look(page, `/${locale}${place}/report`);
      for (const beside of BESIDE[place] ?? []) await look(page, `/${locale}${beside}`);
    };
    await walkTo({ hand: finger(page), locale, answers, onPage }, '/appointments/booked');
    await afterwards(page, locale, look);
    expect(faults).toEqual([]);
    expect([...seen].sort()).toEqual(
      PAGES.filter((row) => row.seen === 'journey')
        .map(({ route }) => route)
        .sort(),
    );
  });
}

/** Questions share a route; the table tells them apart. */
const labelOf = (route: string, url: URL) =>
  route.endsWith('[question]') ? route.replace('[question]', url.pathname.split('/').at(-1) ?? '') : route;

async function afterwards(page: Page, locale: Locale, look: (page: Page) => Promise<void>): Promise<void> {
  const hand = finger(page);
  await hand.press(page.locator('main a[href*="move=1"]').first());
  await hand.chooseAt('slot', 1);
  await hand.press(primary(page));
  expect(placeOf(page)).toBe('/appointments/move');
  await look(page);
  await page.goto(`/${locale}/appointments/cancel`);
  await look(page);
  await hand.press(primary(page));
  expect(placeOf(page)).toBe('/appointments/cancelled');
  await look(page);
}
