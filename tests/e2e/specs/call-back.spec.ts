import { signIn } from '../support/staff';
import { expect, test } from '../support/visit';
import { finger, primary } from '../walk/hand';
import { placeOf } from '../walk/walk';

test.setTimeout(240_000);
test.use({ javaScriptEnabled: false });

test('urgent answers become a call-back with a receipt; staff read why, and lower it only with a reason', async ({
  page,
  newVisitor,
}, info) => {
  const hand = finger(page);
  await page.goto('/en/needs/now');
  await hand.tick('now', ['leftHospital']);
  await hand.press(primary(page));
  expect(placeOf(page)).toBe('/needs/reach');
  await hand.choose('way', 'callQuiet');
  await hand.type('phone', '704-555-0123');
  await hand.press(primary(page));
  const code = /\b[A-Z0-9]{4} [A-Z0-9]{4}\b/.exec((await page.locator('main').textContent()) ?? '')?.[0] ?? '';
  expect(code).not.toBe('');

  const desk = await newVisitor({ javaScriptEnabled: false });
  await signIn(desk, 'en', 'access@staff.example');
  const staff = finger(desk);
  await staff.press(desk.locator('main .prov', { hasText: code }).locator('a'));
  const task = placeOf(desk);
  await expect(desk.locator('main')).toContainText('Said: left a hospital, detox, or jail in the last 7 days');
  await info.attach('call-back', { body: await desk.screenshot({ fullPage: true }), contentType: 'image/png' });
  const lower = desk.locator('form', { has: desk.locator('textarea') });
  await lower.locator('input[name="level"]').first().check();
  await staff.press(lower.locator('button'));
  expect(placeOf(desk)).toBe(task);
  await expect(desk.locator('.field-error')).toHaveCount(1);
  await info.attach('call-back-refused', { body: await desk.screenshot({ fullPage: true }), contentType: 'image/png' });
  await lower.locator('input[name="level"]').first().check();
  await desk.locator('textarea').fill('Spoke with the ward: the visit is booked');
  await staff.press(lower.locator('button'));
  expect(placeOf(desk)).toBe('/desk');
  await expect(desk.locator('main .prov', { hasText: code })).toHaveCount(0);
});
