import ICAL from 'ical.js';
import { expect, LOCALES, test } from '../support/visit';
import { BIRTH, WHOLE_JOURNEY } from '../walk/answers';
import { finger, type Hand, primary } from '../walk/hand';
import { placeOf, walkTo } from '../walk/walk';

/** The code on a page, as a person reads it: `KTRM 4927`. */
async function readCode(hand: Hand): Promise<string> {
  const code = await hand.page.locator('main .code span').first().textContent();
  expect(code).toMatch(/^[A-Z0-9]{4} [A-Z0-9]{4}$/);
  return code ?? '';
}

async function openByCode(hand: Hand, code: string): Promise<void> {
  await hand.type('code', code);
  for (const part of ['month', 'day', 'year'] as const) await hand.type(`birthDate-${part}`, BIRTH[part]);
  await hand.press(primary(hand.page));
}

for (const locale of LOCALES) {
  test(`a booked visit is kept, printed, moved and cancelled by its code in ${locale}`, async ({ page, newVisitor }) => {
    await page.goto(`/${locale}`);
    await walkTo({ hand: finger(page), locale, answers: WHOLE_JOURNEY }, '/appointments/booked');
    const code = await readCode(finger(page));

    const file = await page.request.get(`/${locale}/appointments/calendar`);
    expect(file.headers()['content-type']).toContain('text/calendar');
    const event = new ICAL.Component(ICAL.parse(await file.text())).getFirstSubcomponent('vevent');
    expect(event?.getFirstPropertyValue('dtstart')?.toString()).toMatch(/Z$/);
    expect(event?.getFirstPropertyValue('summary')?.toString()).not.toMatch(/mental|counsel|therap|clinic/i);

    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.print-head')).toBeVisible();
    await expect(page.locator('nav.exit')).toBeHidden();
    await expect(page.locator('main h1')).toBeVisible();

    const other = finger(await newVisitor());
    await other.page.goto(`/${locale}/appointments/manage`);
    await openByCode(other, code);
    expect(placeOf(other.page)).toBe('/appointments/booked');
    const before = await other.page.locator('main dl').first().textContent();
    await other.press(other.page.locator('main a[href*="move=1"]').first());
    await other.chooseAt('slot', 2);
    await other.press(primary(other.page));
    expect(placeOf(other.page)).toBe('/appointments/move');
    await other.press(primary(other.page));
    expect(placeOf(other.page)).toBe('/appointments/booked');
    expect(await other.page.locator('main dl').first().textContent()).not.toBe(before);

    await other.press(other.page.locator('main a[href$="/appointments/cancel"]').first());
    await other.press(primary(other.page));
    expect(placeOf(other.page)).toBe('/appointments/cancelled');
  });

  test(`a wrong code keeps what was typed and says how to fix it in ${locale}`, async ({ page }) => {
    await page.goto(`/${locale}/appointments/manage`);
    await openByCode(finger(page), 'CCCC 3333');
    expect(placeOf(page)).toBe('/appointments/manage');
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.locator('input[name="birthDate-year"]')).toHaveValue(BIRTH.year);
  });
}

test('the answers come back with the code in another browser, and are gone everywhere after "delete"', async ({
  page,
  newVisitor,
}) => {
  await page.goto('/en');
  await walkTo({ hand: finger(page), locale: 'en', answers: WHOLE_JOURNEY }, '/providers');
  await page.goto('/en/save');
  const code = await readCode(finger(page));

  const other = finger(await newVisitor());
  await other.page.goto('/en/continue');
  await other.type('code', code.toLowerCase());
  await other.press(primary(other.page));
  await other.page.goto('/en/needs/visit');
  await expect(other.page.locator('input[name="zip"]')).toHaveValue('28052');

  await other.page.goto('/en/delete');
  await other.press(primary(other.page));
  expect(placeOf(other.page)).toBe('/delete/done');
  await other.page.goto('/en/needs/visit');
  await expect(other.page.locator('input[name="zip"]')).toHaveValue('');
  await other.page.goto('/en/continue');
  await other.type('code', code);
  await other.press(primary(other.page));
  expect(placeOf(other.page)).toBe('/continue');
  await expect(other.page).toHaveTitle(/^Error: /);
});

test('the language switch keeps the page and the answers', async ({ page }) => {
  await page.goto('/en');
  await walkTo({ hand: finger(page), locale: 'en', answers: WHOLE_JOURNEY }, '/providers');
  await page.goto('/en/needs/visit');
  await finger(page).press(page.locator('a[hreflang="es"]'));
  expect(new URL(page.url()).pathname).toBe('/es/needs/visit');
  await expect(page.locator('input[name="zip"]')).toHaveValue('28052');
  await expect(page.locator('input[name="mode"][value="any"]')).toBeChecked();
});

test('a refused answer says so first in the title, keeps what was typed and leads to the field', async ({ page }) => {
  await page.goto('/en/needs/visit');
  await finger(page).type('zip', '2805');
  await finger(page).press(primary(page));
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.locator('input[name="zip"]')).toHaveValue('2805');
  await page.locator('.problem a').first().click();
  await expect(page.locator('input[name="zip"]')).toBeFocused();
});
