import { PAGES, routesOnDisk } from '../pages/inventory';
import { survey } from '../support/survey';
import { expect, LOCALES, test } from '../support/visit';

test('every page of the application has a row in the inventory, and every row a page', () => {
  expect(PAGES.map(({ route }) => route).sort()).toEqual(routesOnDisk());
});

for (const row of PAGES) {
  if (row.seen !== 'alone') continue;
  for (const locale of LOCALES) {
    test(`${row.route} in ${locale} is light, accessible, neutral and keeps to its class`, async ({ browser }, info) => {
      const path = row.address ?? row.route;
      const faults = await survey(
        browser,
        {
          route: row.route,
          address: `/${locale}${path === '/' ? '' : path}`,
          locale,
          pageClass: row.pageClass,
          ...(row.status ? { status: row.status } : {}),
        },
        info,
      );
      expect(faults).toEqual([]);
    });
  }
}
