import type { Page } from '@playwright/test';
import { runScript } from '../../../lib/bootstrap/run.mjs';
import { localSettings } from '../../../lib/bootstrap/settings.mjs';
import { asOwner, ownsPortal } from '../support/portal';
import { expect, LOCALES, type Locale, test } from '../support/visit';
import { finger, primary } from '../walk/hand';
import { placeOf, walkToCheck } from '../walk/walk';

test.skip(() => !ownsPortal(), 'looks into the database of a portal of its own');

interface Visit {
  readonly id: string;
  readonly links: Readonly<Record<'confirm' | 'move' | 'cancel', string>>;
}

/** Books, and makes the links that the visit's reminders have. */
async function bookVisit(page: Page, locale: Locale): Promise<Visit> {
  const id = await walkToCheck(page, locale);
  await finger(page).press(primary(page));
  expect(placeOf(page)).toBe('/appointments/booked');
  const [row] = await asOwner<{ version: number }>('SELECT version FROM appointment WHERE id = $1', [id]);
  const env = { ...process.env, SECRET_KEY: process.env.SECRET_KEY ?? localSettings().secretKey };
  const args = [locale, id, String(row?.version)];
  const { output } = await runScript(`links-${id}`, 'tests/e2e/support/print-links.ts', { env, args });
  // Warnings of Node's own may stand before it.
  const printed = output.split('\n').find((line) => line.startsWith('{')) ?? output;
  return { id, links: JSON.parse(printed) };
}

const stateOf = async ({ id }: Visit) =>
  (
    await asOwner<{ status: string; confirmed: boolean; times: number }>(
      `SELECT status, confirmed_at IS NOT NULL AS confirmed,
         (SELECT count(*)::int FROM claim c WHERE c.appointment_id = a.id AND c.status = 'booked') AS times
       FROM appointment a WHERE id = $1`,
      [id],
    )
  )[0];

for (const locale of LOCALES) {
  test.describe(`the links of a reminder, on a phone that never saw the portal, scripts off, in ${locale}`, () => {
    test(`confirm: one press, and pressing again changes nothing, in ${locale}`, async ({ page, newVisitor }) => {
      const visit = await bookVisit(page, locale);
      const phone = await newVisitor({ javaScriptEnabled: false });
      await phone.goto(visit.links.confirm);
      // Opening is not confirming: mail scanners open links.
      expect((await stateOf(visit))?.confirmed).toBe(false);
      expect(await phone.locator('main').textContent()).not.toMatch(/Ana|Test|1991/);
      await primary(phone).dblclick();
      await expect(phone.locator('main form')).toHaveCount(0);
      expect(await stateOf(visit)).toEqual({ status: 'booked', confirmed: true, times: 1 });
    });

    test(`move: another time, also when pressed twice, and the old links are over, in ${locale}`, async ({
      page,
      newVisitor,
    }) => {
      const visit = await bookVisit(page, locale);
      const phone = await newVisitor({ javaScriptEnabled: false });
      await phone.goto(visit.links.move);
      const before = await phone.locator('main').textContent();
      await finger(phone).chooseAt('slot', 3);
      await primary(phone).dblclick();
      await expect(phone).toHaveURL(/moved=1$/);
      expect(await phone.locator('main').textContent()).not.toBe(before);
      expect(await stateOf(visit)).toEqual({ status: 'booked', confirmed: false, times: 1 });
      await phone.goto(visit.links.confirm);
      await expect(phone.locator('main form')).toHaveCount(0);
      await expect(phone.locator('main a[href$="/appointments/manage"]')).toBeVisible();
    });

    test(`cancel: one page, no reason, also when pressed twice, in ${locale}`, async ({ page, newVisitor }) => {
      const visit = await bookVisit(page, locale);
      const phone = await newVisitor({ javaScriptEnabled: false });
      await phone.goto(visit.links.cancel);
      expect((await stateOf(visit))?.status).toBe('booked');
      await primary(phone).dblclick();
      await expect.poll(async () => (await stateOf(visit))?.status).toBe('cancelled');
      await expect(phone.locator('main form')).toHaveCount(0);
      expect((await stateOf(visit))?.times).toBe(0);
    });
  });
}
