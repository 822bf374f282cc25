import type { Page } from '@playwright/test';
import { codeFor } from '../support/mailbox';
import { expect, portalUrl, test } from '../support/visit';
import { finger, primary } from '../walk/hand';
import { placeOf } from '../walk/walk';

test.setTimeout(120_000);
// A passkey belongs to a host name; an address in numbers has none.
test.use({ baseURL: async ({ browserName: _ }, use) => use(portalUrl().replace('127.0.0.1', 'localhost')) });

/** A phone with face or finger, as Chromium's own test device. */
async function addAuthenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const refuse = (isUserVerified: boolean) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  return { refuse };
}

test('a member adds a passkey, signs in with it at level P2, and takes it away', async ({ page }, info) => {
  const hand = finger(page);
  const phone = await addAuthenticator(page);
  const address = `passkey.${info.workerIndex}.${info.repeatEachIndex}@example.org`;
  await page.goto('/en/sign-in?to=keys');
  await hand.type('address', address);
  await hand.choose('computer', 'own');
  await page.waitForTimeout(1000);
  await hand.press(primary(page));
  await hand.type('code', await codeFor(page, address));
  await hand.press(primary(page));

  await page.goto('/en/account/keys');
  await page.locator('form[data-passkey=register] button').click();
  await expect(page).toHaveURL(/\/account\/keys\?done=passkey$/);
  const kept = await page.context().cookies();
  expect(kept.every(({ httpOnly }) => httpOnly)).toBe(true);

  // New recovery codes are shown once: not after a reload, and in no cookie.
  await page.getByRole('button', { name: 'Make new codes' }).click();
  await expect(page.locator('main strong')).toHaveCount(8);
  await page.reload();
  await expect(page.locator('main strong')).toHaveCount(0);

  await page.goto('/en/account');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  expect(placeOf(page)).toBe('/sign-out');
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);

  // A person who does not show that it is them gets nowhere, and may try again.
  await page.goto('/en/sign-in?to=keys');
  await phone.refuse(false);
  await page.locator('form[data-passkey=sign-in] button').click();
  await expect(page.locator('[data-passkey-failed]')).toBeVisible();
  await phone.refuse(true);
  await page.locator('form[data-passkey=sign-in] button').click();
  await expect(page).toHaveURL(/\/account\/keys$/);

  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page).toHaveURL(/done=removed$/);
  await page.goto('/en/sign-in?to=keys');
  await page.locator('form[data-passkey=sign-in] button').click();
  await expect(page).toHaveURL(/fix=1$/);
});

test('staff make their passkey after the code, and show it the next time', async ({ page }, info) => {
  const hand = finger(page);
  const phone = await addAuthenticator(page);
  // Accounts that no other journey signs in to, a new one for each try: the first passkey is made once.
  const address = `${['appeals', 'utilization', 'break-glass'][info.retry + info.repeatEachIndex]}@staff.example`;
  await page.goto('/en/staff/sign-in/key');
  await expect(page.locator('form[data-passkey=staff]')).toHaveCount(0);
  await page.goto('/en/staff/sign-in');
  await hand.type('email', address);
  await page.waitForTimeout(1000);
  await hand.press(primary(page));
  await hand.type('code', await codeFor(page, address));
  await hand.press(primary(page));
  for (const words of ['Make my passkey', 'Show my passkey']) {
    await page.goto('/en/staff/sign-in/key');
    await page.getByRole('button', { name: words }).click();
    await expect(page).toHaveURL(/\/desk$/);
  }
  await page.goto('/en/staff/sign-in/key');
  await phone.refuse(false);
  await page.getByRole('button', { name: 'Show my passkey' }).click();
  await expect(page.locator('[data-passkey-failed]')).toBeVisible();
});

test('without the script there is no passkey button, and nothing is missing', async ({ newVisitor }) => {
  const page = await newVisitor({ javaScriptEnabled: false });
  await page.goto('/en/sign-in');
  await expect(page.locator('form[data-passkey=sign-in]')).toBeHidden();
  await expect(page.locator('#address')).toBeVisible();
});
