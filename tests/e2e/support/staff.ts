import { expect, type Page } from '@playwright/test';
import { finger, primary } from '../walk/hand';
import { placeOf } from '../walk/walk';
import { codeFor, newestCode } from './mailbox';

/** Signs a person of the plan or a practice in, with the code that the local mailbox shows. */
export async function signIn(page: Page, locale: string, address: string): Promise<void> {
  const hand = finger(page);
  await page.goto(`/${locale}/staff/sign-in`);
  await hand.type('email', address);
  // Forms that come back within a blink count as a program's.
  await page.waitForTimeout(1000);
  // Both languages use the practice's account: the code of the run before is not ours.
  const before = await newestCode(page, address);
  await hand.press(primary(page));
  expect(placeOf(page)).toBe('/staff/sign-in/code');
  await hand.type('code', await codeFor(page, address, before));
  await hand.press(primary(page));
}
