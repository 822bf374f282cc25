import { expect, type Page } from '@playwright/test';

/** The newest code that the local mailbox shows for an address; empty when there is none. */
export async function newestCode(page: Page, address: string): Promise<string> {
  const mailbox = await page.context().newPage();
  await mailbox.goto('/en/mailbox');
  const [text = ''] = await mailbox.locator('article', { hasText: address }).allTextContents();
  await mailbox.close();
  return /\b\d{3} ?\d{3,5}\b/.exec(text.replace(address, ''))?.[0] ?? '';
}

/** Waits for a code to an address; `before` is one that was there already, from an earlier sign-in. */
export async function codeFor(page: Page, address: string, before = ''): Promise<string> {
  let code = '';
  await expect(async () => {
    code = await newestCode(page, address);
    expect(code).not.toBe('');
    expect(code).not.toBe(before);
  }).toPass({ timeout: 30_000 });
  return code;
}
