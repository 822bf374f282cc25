import { randomInt } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import type { Locale } from '../support/visit';
import { type Answers, type Deed, WHOLE_JOURNEY } from './answers';
import { finger, type Hand, primary } from './hand';

/** Address without language: `/eligibility/county`. */
export function placeOf(page: Page): string {
  const [, , ...parts] = new URL(page.url()).pathname.split('/');
  return `/${parts.join('/')}`;
}

function deedsAt(answers: Answers, place: string): readonly Deed[] {
  const known = answers[place] ?? answers[`${place.slice(0, place.lastIndexOf('/'))}/*`];
  if (!known) throw new Error(`The walk does not know what to do on ${place}`);
  return known;
}

async function doOne(hand: Hand, deed: Deed): Promise<void> {
  if ('choose' in deed) return hand.choose(deed.choose, deed.value);
  if ('tick' in deed) return hand.tick(deed.tick, deed.values);
  if ('type' in deed) return hand.type(deed.type, deed.text);
  if ('pick' in deed) return hand.pick(deed.pick, deed.value);
  if ('someTime' in deed) {
    const times = await hand.page.locator('main input[name="slot"]').count();
    expect(times, 'open times on the page').toBeGreaterThan(0);
    // Not always the first: other tests want times at the same moment.
    return hand.chooseAt('slot', randomInt(Math.min(times, 5)));
  }
}

/** Does what the answers say on the page that is open, and goes on to the next. */
export async function goOn(hand: Hand, answers: Answers): Promise<void> {
  const deeds = deedsAt(answers, placeOf(hand.page));
  for (const deed of deeds) await doOne(hand, deed);
  const link = deeds.find((deed) => 'follow' in deed);
  await hand.press(link && 'follow' in link ? hand.page.locator(link.follow).first() : primary(hand.page));
}

export interface Journey {
  readonly hand: Hand;
  readonly locale: Locale;
  readonly answers: Answers;
  /** Called on each page that opens, before anything is done there. */
  readonly onPage?: (place: string) => Promise<void>;
}

/** Walks from the page that is open until `goal` (address without language) opens. @returns the places seen */
export async function walkTo(journey: Journey, goal: string): Promise<readonly string[]> {
  const { hand, locale, answers, onPage } = journey;
  const places: string[] = [];
  let lost = 0;
  for (let page = 0; page < 40; page++) {
    const place = placeOf(hand.page);
    places.push(place);
    await expect(hand.page.locator('html')).toHaveAttribute('lang', locale);
    // Another test may have taken the time meanwhile: then three others are offered, and one of them will do.
    const lostTime = place.startsWith('/appointments/times/') && lost++ < 3;
    if (places.at(-2) === place && !lostTime)
      throw new Error(`${place} did not accept: ${(await hand.page.locator('.problem, .note').allTextContents()).join(' ')}`);
    await onPage?.(place);
    if (place === goal) return places;
    await goOn(hand, answers);
  }
  throw new Error(`The walk never came to ${goal}: ${places.join(' ')}`);
}

/** Walks from the home page to the last page before booking. @returns the id of the visit in the making */
export async function walkToCheck(page: Page, locale: Locale, answers: Answers = WHOLE_JOURNEY): Promise<string> {
  await page.goto(`/${locale}`);
  await walkTo({ hand: finger(page), locale, answers }, '/appointments/check');
  return page.locator('input[name="appointmentId"]').first().inputValue();
}
