import AxeBuilder from '@axe-core/playwright';
import { expect, LOCALES, test } from '../support/visit';
import { primary } from '../walk/hand';

const TYPED = { en: ['pnaic', 'Worry and fear'], es: ['ansiedda', 'Preocupación y miedo'] } as const;

for (const locale of LOCALES) {
  test(`the search box helps while typing, by keys alone, and no address holds what was typed in ${locale}`, async ({ page }) => {
    const [text, meant] = TYPED[locale];
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/suggest')) asked.push(`${request.method()} ${request.headers().cookie ?? 'no cookie'}`);
      expect(request.url()).not.toContain(text);
    });
    await page.goto(`/${locale}/providers/search`);
    const box = page.getByRole('combobox', { name: /Name|Nombre/ });
    await box.pressSequentially(text, { delay: 20 });
    const option = page.locator('.suggest').getByRole('option', { name: meant });
    await expect(option).toBeVisible();
    // Not for every letter, and without what tells who asks.
    expect(asked.length).toBeLessThan(text.length - 1);
    expect([...new Set(asked)]).toEqual(['POST no cookie']);
    await expect(box).toHaveAttribute('aria-expanded', 'true');
    await expect(page.locator('.field [role=status]').first()).toHaveText(/\d/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);

    await page.keyboard.press('ArrowDown');
    await expect(option).toHaveAttribute('aria-selected', 'true');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await option.getAttribute('id'));
    await page.keyboard.press('Escape');
    await expect(option).toBeHidden();
    await expect(box).toHaveValue(text);

    await box.pressSequentially(' ');
    await expect(option).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(box).toHaveValue(meant);
    await expect(box).toBeFocused();
    await expect(page.locator('.suggest li')).toHaveCount(0);
    // The choice is closed: Enter now sends the form, and the word became a filter.
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    await expect(page.locator('#results')).toBeVisible();
    await expect(page.locator('main')).toContainText(meant);
  });
}

test('a name is picked with the finger; a list that is not wanted goes away with the focus', async ({ page }) => {
  await page.goto('/en/providers/search');
  const box = page.getByRole('combobox', { name: 'Name or problem' });
  await box.pressSequentially('laurel');
  await page
    .getByRole('option', { name: /Laurel/ })
    .first()
    .click();
  await expect(box).toHaveValue(/Laurel/);
  await box.pressSequentially('x');
  await box.fill('laurel');
  await expect(page.locator('.suggest li').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.locator('.suggest li')).toHaveCount(0);
});

test('when the help does not answer, the box is a plain box', async ({ page }) => {
  await page.route('**/api/suggest', (route) => route.fulfill({ status: 429, body: '{}' }));
  await page.goto('/en/providers/search');
  const box = page.getByRole('combobox', { name: 'Name or problem' });
  await box.pressSequentially('panic');
  await page.waitForTimeout(600);
  await expect(page.locator('.suggest li')).toHaveCount(0);
  await Promise.all([page.waitForEvent('domcontentloaded'), primary(page).click()]);
  await expect(page.locator('#results')).toBeVisible();
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('the browser’s own list is there', async ({ page }) => {
    await page.goto('/es/providers/search');
    const list = await page.locator('input[name=text]').getAttribute('list');
    await expect(page.locator(`datalist#${list} option[value="Trauma"]`)).toHaveCount(1);
  });
});
