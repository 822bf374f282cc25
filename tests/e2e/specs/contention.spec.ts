import { asOwner, ownsPortal } from '../support/portal';
import { expect, test } from '../support/visit';
import { WHOLE_JOURNEY } from '../walk/answers';
import { finger, primary } from '../walk/hand';
import { placeOf, walkTo, walkToCheck } from '../walk/walk';

test.skip(() => !ownsPortal(), 'looks into the database of a portal of its own');

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
      const appointmentId = await walkToCheck(page, 'en');
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
  const appointmentId = await walkToCheck(page, 'en');
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
  const appointmentId = await walkToCheck(page, 'en');
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

test('when the answer to "book" is lost on the way, the visit is there, once, and the person finds it', async ({ page }) => {
  const appointmentId = await walkToCheck(page, 'en');
  let lost = 0;
  await page.route('**/appointments/check', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    lost += 1;
    await route.fetch({ maxRedirects: 0 });
    await route.abort('connectionreset');
  });
  await primary(page).click();
  await expect.poll(() => bookedClaims(appointmentId)).toBe(1);
  expect(lost).toBe(1);
  await page.unrouteAll();
  // They look at the page again, or press "back" and "book" once more.
  await page.goto('/en/appointments/check');
  expect(placeOf(page)).toBe('/appointments');
  await finger(page).press(page.locator('main a[href$="/appointments/booked"]').first());
  await expect(page.locator('main .code span').first()).toBeVisible();
  expect(await bookedClaims(appointmentId)).toBe(1);
});

test('a connection that is lost before "book" arrives costs nothing: the same page books when it is back', async ({ page }) => {
  const appointmentId = await walkToCheck(page, 'en');
  await page.context().setOffline(true);
  await primary(page)
    .click({ noWaitAfter: true })
    .catch(() => null);
  await page.waitForTimeout(500);
  await page.context().setOffline(false);
  expect(await bookedClaims(appointmentId)).toBe(0);
  await page.goto('/en/appointments/check');
  await expect(page.locator('main')).toContainText('Ana');
  await finger(page).press(primary(page));
  expect(placeOf(page)).toBe('/appointments/booked');
  expect(await bookedClaims(appointmentId)).toBe(1);
});

test('a time at which the person has a visit already is explained with that visit, which can be moved from there', async ({
  page,
}) => {
  const appointmentId = await walkToCheck(page, 'en');
  await finger(page).press(primary(page));
  expect(placeOf(page)).toBe('/appointments/booked');
  const [visit] = await asOwner<{ at: string; role: string }>(
    `SELECT (extract(epoch FROM starts_at) * 1000)::bigint AS at, practitioner_role_id AS role FROM appointment WHERE id = $1`,
    [appointmentId],
  );
  // Another provider gets an opening at that very minute.
  const [other] = await asOwner<{ role: string; type: string }>(
    `WITH other AS (SELECT s.id, s.practitioner_role_id AS role FROM schedule s WHERE s.practitioner_role_id <> $1 AND s.active
       AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.practitioner_role_id = s.practitioner_role_id
         AND c.busy && tstzrange(to_timestamp($2::float8 / 1000), to_timestamp($2::float8 / 1000) + interval '1 hour'))
       ORDER BY s.id LIMIT 1),
     kind AS (INSERT INTO visit_type (id, schedule_id, mode, duration_min, step_min, notice_min, horizon_days)
       SELECT gen_random_uuid(), id, 'phone', 30, 5, 0, 60 FROM other RETURNING id, schedule_id),
     hours AS (INSERT INTO schedule_rule (id, schedule_id, visit_type_id, weekday, starts_minute, ends_minute, valid_from)
       SELECT gen_random_uuid(), schedule_id, id, day, 0, 1440, '2020-01-01' FROM kind, generate_series(1, 7) AS day)
     SELECT other.role, kind.id AS type FROM other, kind`,
    [visit?.role, visit?.at],
  );
  const day = new Date(Number(visit?.at)).toISOString().slice(0, 10);
  await page.goto(`/en/appointments/times/${other?.role}?mode=phone&from=${day}`);
  await finger(page).choose('slot', `${visit?.at}.${other?.type}`);
  await finger(page).press(primary(page));
  expect(placeOf(page)).toMatch(/^\/appointments\/times\//);
  await expect(page.locator('main .note').first()).toContainText('You already have a visit');
  await finger(page).press(page.locator('main a[href*="move=1"]').first());
  expect(placeOf(page)).toBe(`/appointments/times/${visit?.role}`);
});
