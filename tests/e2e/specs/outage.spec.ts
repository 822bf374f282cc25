import type { ChildProcess } from 'node:child_process';
import { serve, stopServing } from '../../../lib/bootstrap/application.mjs';
import { localSettings } from '../../../lib/bootstrap/settings.mjs';
import { freePort } from '../../../prisma/embedded.mjs';
import { type Gate, openGate } from '../../support/gate';
import { ownsPortal, portalEnv } from '../support/portal';
import { expect, test } from '../support/visit';
import { NEEDS } from '../walk/answers';
import { finger, primary } from '../walk/hand';
import { goOn } from '../walk/walk';

/** A second portal on the same build and data, whose way to the database can be shut. */
let gate: Gate;
let portal: ChildProcess;
let origin: string;

test.describe.configure({ mode: 'serial' });
test.skip(() => !ownsPortal(), 'needs a portal of its own');

test.beforeAll(async () => {
  const appUrl = new URL(process.env.E2E_APP_URL ?? '');
  gate = await openGate({ host: appUrl.hostname, port: Number(appUrl.port) });
  const keyringUrl = new URL(process.env.E2E_KEYRING_URL ?? '');
  for (const url of [appUrl, keyringUrl]) url.port = String(gate.port);
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const env = portalEnv(localSettings(), { appUrl: appUrl.toString(), keyringUrl: keyringUrl.toString(), origin });
  portal = await serve('start', { env, port, host: '127.0.0.1', quiet: true });
});

test.afterAll(async () => {
  if (portal) await stopServing(portal);
  await gate?.close();
});

test('without the database the help page and the home page open, and the others say 503 with the help line', async ({
  browser,
}) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  // Someone with progress: their pages need the database, the help does not.
  await page.goto(`${origin}/en/needs/who`);
  await goOn(finger(page), NEEDS);
  await expect(page).toHaveURL(/\/en\/needs\/help$/);
  gate.shut();
  for (const path of ['/en/help-now', '/es/help-now', '/en', '/es']) {
    const answer = await page.goto(origin + path);
    expect(answer?.status(), path).toBe(200);
    await expect(page.locator('aside.help a[href^="tel:"]').first()).toBeVisible();
  }
  for (const path of ['/en/eligibility/county', '/es/needs/who', '/en/providers/search?z=28052', '/en/save']) {
    const answer = await page.goto(origin + path);
    expect(answer?.status(), path).toBe(503);
    expect(await answer?.headerValue('retry-after'), path).toMatch(/^\d+$/);
    await expect(page.locator('aside.help a[href^="tel:"]').first()).toBeVisible();
  }
  gate.reopen();
  await page.context().close();
});

test('answers of danger lead to the help page in one step, also without the database', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${origin}/en/needs/now`);
  await page.getByRole('checkbox').first().check();
  gate.shut();
  await primary(page).click();
  await expect(page).toHaveURL(/\/en\/help-now$/);
  await expect(page.locator('h1')).toBeVisible();
  gate.reopen();
  // The last item of the second part, answered with anything but the first choice.
  await page.goto(`${origin}/es/needs/more/1`);
  for (const field of ['q1', 'q2']) await page.locator(`input[name=${field}][value="3"]`).check();
  await primary(page).click();
  await expect(page).toHaveURL(/\/es\/needs\/more\/2$/);
  for (let item = 3; item <= 8; item++) await page.locator(`input[name=q${item}][value="0"]`).check();
  await page.locator('input[name=q9][value="1"]').check();
  gate.shut();
  await primary(page).click();
  await expect(page).toHaveURL(/\/es\/help-now$/);
  await expect(page.locator('h1')).toBeVisible();
  gate.reopen();
  await page.context().close();
});

test('what was typed while the database was away comes back when it runs again', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const hand = finger(page);
  await page.goto(`${origin}/en/needs/who`);
  await goOn(hand, NEEDS);
  await page.goto(`${origin}/en/needs/visit`);
  await hand.type('zip', '28052');
  await hand.choose('mode', 'video');
  await hand.choose('order', 'nearest');
  gate.shut();
  await hand.press(primary(page));
  await expect(page.locator('aside.help a[href^="tel:"]').first()).toBeVisible();
  gate.reopen();
  await page.goto(`${origin}/en/needs/visit?fix=1`);
  await expect(page.locator('input[name="zip"]')).toHaveValue('28052');
  await expect(page.locator('input[name="mode"][value="video"]')).toBeChecked();
  await hand.press(primary(page));
  expect(new URL(page.url()).searchParams.has('fix')).toBe(false);
  await page.context().close();
});
