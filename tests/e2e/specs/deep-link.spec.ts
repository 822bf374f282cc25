import type { APIRequestContext } from '@playwright/test';
import ICAL from 'ical.js';
import { expect, LOCALES, test } from '../support/visit';
import { WHOLE_JOURNEY } from '../walk/answers';
import { finger, primary } from '../walk/hand';
import { placeOf, walkTo } from '../walk/walk';

interface PublishedSlot {
  readonly id: string;
  readonly start: string;
  readonly status: 'free' | 'busy';
  readonly extension: readonly { readonly url: string; readonly valueUrl?: string }[];
}

/** A kept connection may be closed by the server just when it is used again; such a request has not been read. */
const PATIENT = { timeout: 60_000, maxRetries: 2 };

/** Open times of one of the published schedules, as a slot finder reads them. */
async function freeSlots(request: APIRequestContext): Promise<PublishedSlot[]> {
  const schedules = (await (await request.get('/fhir/R4/$bulk-publish/Schedule.ndjson', PATIENT)).text()).trim().split('\n');
  for (const line of schedules) {
    const { id } = JSON.parse(line) as { id: string };
    const bundle = await (await request.get(`/fhir/R4/Slot?schedule=${id}&status=free`, PATIENT)).json();
    const { entry = [] } = bundle as { entry?: { resource: PublishedSlot }[] };
    if (entry.length >= 6) return entry.map(({ resource }) => resource);
  }
  throw new Error('No schedule with open times is published');
}

/** The link with the two parameters that slot finders add (SMART Scheduling Links, "Booking Deep Links"). */
function deepLink(slot: PublishedSlot): string {
  const link = new URL(slot.extension.find(({ url }) => url.endsWith('/booking-deep-link'))?.valueUrl ?? '');
  link.searchParams.set('source', 'slot-finder');
  link.searchParams.set('booking-referral', '34d1a803-cd6c-4420-9cf5-c5edcc533538');
  return `${link.pathname}${link.search}`;
}

for (const [index, locale] of LOCALES.entries()) {
  test(`a booking deep link of a published slot opens that time, chosen, and books it in ${locale}`, async ({ page }) => {
    const free = await freeSlots(page.request);
    const slot = free[Math.floor((free.length * (index + 1)) / 3)];
    if (!slot) throw new Error('No open time');
    const hand = finger(page);
    await page.goto(deepLink(slot).replace('/en/', `/${locale}/`));
    const chosen = page.locator('main input[name="slot"]:checked');
    expect((await chosen.inputValue()).split('.')[0]).toBe(String(Date.parse(slot.start)));
    await hand.press(primary(page));
    expect(placeOf(page)).toBe('/appointments/details');
    await walkTo({ hand, locale, answers: WHOLE_JOURNEY }, '/appointments/booked');

    const file = await (await page.request.get(`/${locale}/appointments/calendar`, PATIENT)).text();
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent') ?? undefined);
    expect(event.startDate.toJSDate().toISOString()).toBe(slot.start);
    const after = (await (await page.request.get(`/fhir/R4/Slot/${slot.id}`, PATIENT)).json()) as PublishedSlot;
    expect(after.status).toBe('busy');
  });
}
