import { expect, type Page } from '@playwright/test';

/** The newest code that the local mailbox shows for an address. */
export async function codeFor(page: Page, address: string): Promise<string> {
  const mailbox = await page.context().newPage();
  let code = '';
  await expect(async () => {
    await mailbox.goto('/en/mailbox');
    const text = (await mailbox.locator('article', { hasText: address }).first().textContent({ timeout: 1000 })) ?? '';
    code = /\b\d{3} ?\d{3,5}\b/.exec(text.replace(address, ''))?.[0] ?? '';
    expect(code).not.toBe('');
  }).toPass({ timeout: 30_000 });
  await mailbox.close();
  return code;
}
