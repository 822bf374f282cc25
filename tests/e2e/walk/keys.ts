import { expect, type Locator, type Page } from '@playwright/test';
import { box, type Hand, radio, text } from './hand';

const MOST_STOPS = 160;

interface Stop {
  readonly name: string;
  readonly ring: boolean;
  readonly inside: boolean;
  readonly covered: string | null;
}

/** What has the focus now: whether its ring is seen, and whether it is on the screen and not under the lower bar. */
function lookAtFocus(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body || element.id === 'main') return null;
    // A choice shows its ring on its row.
    const seen = element.matches('label.opt input') ? (element.closest('label') ?? element) : element;
    const style = [element, seen].map((each) => getComputedStyle(each));
    const ring = style.some((each) => each.outlineStyle !== 'none' && Number.parseFloat(each.outlineWidth) >= 2);
    const area = element.getBoundingClientRect();
    const bar = document.querySelector('nav.exit');
    const barArea = bar && getComputedStyle(bar).position !== 'static' ? bar.getBoundingClientRect() : null;
    const inBar = bar?.contains(element) ?? false;
    const covered = barArea && !inBar && area.bottom > barArea.top + 1 && area.top < barArea.bottom;
    return {
      name: `${element.tagName.toLowerCase()}#${element.id} ${(element.textContent ?? '').trim().slice(0, 40)}`,
      ring,
      inside: area.bottom > 0 && area.top < innerHeight && area.right > 0 && area.left < innerWidth,
      covered: covered ? `${Math.round(area.bottom)} under ${Math.round(barArea.top)}` : null,
    };
  });
}

async function checkStop(page: Page): Promise<void> {
  const stop = await lookAtFocus(page);
  if (!stop) return;
  const where = `${new URL(page.url()).pathname}: ${stop.name}`;
  expect.soft(stop.ring, `the focus is seen on ${where}`).toBe(true);
  expect.soft(stop.inside, `the focus is on the screen at ${where}`).toBe(true);
  expect.soft(stop.covered, `the focus is not under the lower bar at ${where}`).toBeNull();
}

/** Presses Tab until the target has the focus; every stop on the way must be seen. Fails in a trap. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const wanted = await target.elementHandle();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await page.evaluate((element) => document.activeElement === element, wanted)) return;
    await page.keyboard.press('Tab');
    await checkStop(page);
  }
  throw new Error(`Tab never reached ${target} on ${page.url()}`);
}

/** Tab reaches a group of radios once; the arrows move inside and choose. */
async function arrowTo(page: Page, field: string, target: Locator): Promise<void> {
  const group = page.locator(`main input[type="radio"][name="${field}"]`);
  const chosen = page.locator(`main input[type="radio"][name="${field}"]:checked`);
  await tabTo(page, (await chosen.count()) > 0 ? chosen : group.first());
  const count = await group.count();
  await page.keyboard.press('Space');
  for (let step = 0; step <= count; step++) {
    if (await target.isChecked()) return;
    await page.keyboard.press('ArrowDown');
    await checkStop(page);
  }
  throw new Error(`The arrows never reached ${target}`);
}

/** Keys alone: Tab, Space, Enter, arrows and typing. */
export function keys(page: Page): Hand {
  return {
    page,
    choose: (field, value) => arrowTo(page, field, radio(page, field, value)),
    chooseAt: (field, index) => arrowTo(page, field, page.locator(`main input[type="radio"][name="${field}"]`).nth(index)),
    tick: async (field, values) => {
      for (const value of values) {
        const target = box(page, field, value);
        await tabTo(page, target);
        if (!(await target.isChecked())) await page.keyboard.press('Space');
      }
    },
    type: async (field, value) => {
      await tabTo(page, text(page, field));
      await page.keyboard.press('Control+A');
      await page.keyboard.type(value);
    },
    pick: async (field, value) => {
      const target = page.locator(`main select[name="${field}"]`);
      await tabTo(page, target);
      const count = await target.locator('option').count();
      await page.keyboard.press('Home');
      for (let step = 0; step < count && (await target.inputValue()) !== value; step++) await page.keyboard.press('ArrowDown');
      expect(await target.inputValue()).toBe(value);
    },
    press: async (target) => {
      await tabTo(page, target);
      await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    },
  };
}

/** Goes once around a page by Tab and comes out at its end: nothing holds the focus. */
export async function goAround(page: Page): Promise<number> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const first = page.locator('a.skip').first();
  for (let stop = 1; stop < MOST_STOPS * 2; stop++) {
    await page.keyboard.press('Tab');
    const out = await page.evaluate(() => document.activeElement === document.body || document.activeElement === null);
    if (out || (stop > 1 && (await first.evaluate((element) => document.activeElement === element)))) return stop;
    await checkStop(page);
  }
  throw new Error(`Tab does not come out of ${page.url()}`);
}
