import type { Page } from '@playwright/test';
import { asOwner, ownsPortal } from '../support/portal';
import { expect, test } from '../support/visit';
import { WHOLE_JOURNEY } from '../walk/answers';
import { finger, primary } from '../walk/hand';
import { placeOf, walkTo } from '../walk/walk';

test.skip(() => !ownsPortal(), 'looks into the database of a portal of its own');

const toCheck = async (page: Page) => {
  await page.goto('/en');
  await walkTo({ hand: finger(page), locale: 'en', answers: WHOLE_JOURNEY }, '/appointments/check');
  return (await page.locator('input[name="appointmentId"]').first().inputValue()) ?? '';
};

/** Booked claims on the time of an appointment, whoever has them; a time that lapsed may be held anew. */
const bookedClaims = async (appointmentId: string) =>
  (
    await asOwner<{ n: number }>(
      `SELECT count(DISTINCT b.id)::int AS n FROM claim a JOIN claim b ON b.practitioner_role_id = a.practitioner_role_id
         AND b.during && a.during AND b.status = 'booked' WHERE a.appointment_id = $1`,
      [appointmentId],
    )
  )[0]?.n;

for (const scripts of [true, false]) {
  test.describe(`with scripts ${scripts ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled: scripts });

    test(`pressing "book" twice makes one visit, scripts ${scripts ? 'on' : 'off'}`, async ({ page }) => {
      const appointmentId = await toCheck(page);
      await primary(page).dblclick();
      // The second press cuts the first answer off, which is no failure: only where the person ends counts.
      await expect(page).toHaveURL(/\/appointments\/booked$/, { timeout: 30_000 });
      expect(await bookedClaims(appointmentId)).toBe(1);
      const { length } = await asOwner(`SELECT 1 FROM audit_event WHERE action = 'appointment.booked' AND subject = $1`, [
        `appointment:${appointmentId}`,
      ]);
      expect(length).toBe(1);
    });
  });
}

test('when the hold runs out and nobody took the time, pressing "book" still ends in a visit or an offer, and keeps what was typed', async ({
  page,
}) => {
  const appointmentId = await toCheck(page);
  await asOwner(`UPDATE claim SET expires_at = now() - interval '1 minute' WHERE appointment_id = $1 AND status = 'held'`, [
    appointmentId,
  ]);
  await finger(page).press(primary(page));
  expect(placeOf(page)).toMatch(/^\/appointments\/(booked|times\/)/);
  if (placeOf(page) === '/appointments/booked') return expect(await bookedClaims(appointmentId)).toBe(1);
  await walkTo(
    { hand: finger(page), locale: 'en', answers: { ...WHOLE_JOURNEY, '/appointments/details': [], '/appointments/contact': [] } },
    '/appointments/booked',
  );
});

test('a time that somebody else took meanwhile leads to three others, and nothing typed is lost', async ({
  page,
  newVisitor,
}) => {
  const appointmentId = await toCheck(page);
  await asOwner(`UPDATE claim SET expires_at = now() - interval '1 minute' WHERE appointment_id = $1 AND status = 'held'`, [
    appointmentId,
  ]);
  const [held] = await asOwner<{ value: string; role: string }>(
    `SELECT (extract(epoch FROM lower(during)) * 1000)::bigint || '.' || visit_type_id AS value, practitioner_role_id AS role
     FROM claim WHERE appointment_id = $1`,
    [appointmentId],
  );
  const other = finger(await newVisitor());
  await other.page.goto(`/en/appointments/times/${held?.role}`);
  await other.choose('slot', held?.value ?? '');
  await other.press(primary(other.page));
  expect(placeOf(other.page)).toBe('/appointments/details');

  await finger(page).press(primary(page));
  expect(placeOf(page)).toMatch(/^\/appointments\/times\//);
  await expect(page.locator('main fieldset').first().locator('input[name="slot"]')).toHaveCount(3);
  await finger(page).chooseAt('slot', 0);
  await finger(page).press(primary(page));
  await page.goto('/en/appointments/details');
  await expect(page.locator('input[name="firstName"]')).toHaveValue('Ana');
  await expect(page.locator('input[name="birthDate-year"]')).toHaveValue('1991');
});
