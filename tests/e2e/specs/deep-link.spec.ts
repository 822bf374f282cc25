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

/** Slots of the published file, as a slot finder reads them. */
async function publishedSlots(request: APIRequestContext): Promise<PublishedSlot[]> {
  const manifest = (await (await request.get('/fhir/R4/$bulk-publish')).json()) as { output: { type: string; url: string }[] };
  const url = new URL(manifest.output.find(({ type }) => type === 'Slot')?.url ?? '');
  const lines = (await (await request.get(url.pathname)).text()).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as PublishedSlot);
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
    const free = (await publishedSlots(page.request)).filter(({ status }) => status === 'free');
    const slot = free[Math.floor((free.length * (index + 1)) / 3)];
    if (!slot) throw new Error('No free slot is published');
    const hand = finger(page);
    await page.goto(deepLink(slot).replace('/en/', `/${locale}/`));
    const chosen = page.locator('main input[name="slot"]:checked');
    expect((await chosen.inputValue()).split('.')[0]).toBe(String(Date.parse(slot.start)));
    await hand.press(primary(page));
    expect(placeOf(page)).toBe('/appointments/details');
    await walkTo({ hand, locale, answers: WHOLE_JOURNEY }, '/appointments/booked');

    const file = await (await page.request.get(`/${locale}/appointments/calendar`)).text();
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent') ?? undefined);
    expect(event.startDate.toJSDate().toISOString()).toBe(slot.start);
    const after = (await (await page.request.get(`/fhir/R4/Slot/${slot.id}`)).json()) as PublishedSlot;
    expect(after.status).toBe('busy');
    expect((await publishedSlots(page.request)).find(({ id }) => id === slot.id)?.status).toBe('busy');
  });
}
