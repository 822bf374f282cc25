import type { Locator, Page } from '@playwright/test';

/** How a person works a page. The same walk is done by a finger (with or without scripts) and by keys alone. */
export interface Hand {
  readonly page: Page;
  choose(field: string, value: string): Promise<void>;
  /** Picks the radio at a position, for times that nobody knows beforehand. */
  chooseAt(field: string, index: number): Promise<void>;
  tick(field: string, values: readonly string[]): Promise<void>;
  type(field: string, text: string): Promise<void>;
  pick(field: string, value: string): Promise<void>;
  /** Presses a link or button and waits for the page it leads to. */
  press(target: Locator): Promise<void>;
}

export const radio = (page: Page, field: string, value: string) =>
  page.locator(`main input[type="radio"][name="${field}"][value="${value}"]`);
export const box = (page: Page, field: string, value: string) =>
  page.locator(`main input[type="checkbox"][name="${field}[]"][value="${value}"]`);
export const text = (page: Page, field: string) => page.locator(`main [name="${field}"]:not([type=hidden])`);

/** The one primary button of a page's form. */
export const primary = (page: Page) => page.locator('main form button[type="submit"]:not(.quiet)').first();

/** Touch: taps labels, types into fields. Works the same where scripts are off. */
export function finger(page: Page): Hand {
  return {
    page,
    choose: (field, value) => radio(page, field, value).check(),
    chooseAt: (field, index) => page.locator(`main input[type="radio"][name="${field}"]`).nth(index).check(),
    tick: async (field, values) => {
      for (const value of values) await box(page, field, value).check();
    },
    type: (field, value) => text(page, field).fill(value),
    pick: async (field, value) => {
      await page.locator(`main select[name="${field}"]`).selectOption(value);
    },
    press: async (target) => {
      await Promise.all([page.waitForEvent('domcontentloaded'), target.click()]);
    },
  };
}
