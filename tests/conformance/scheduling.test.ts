import { beforeAll, describe, expect, it } from 'vitest';
import { readTimesPage } from '@/lib/scheduling/queries-times';
import { useTestDatabase } from '../support/database';
import { post } from './booking-client';
import { fhir, type Json } from './client';
import { valuesAt } from './matching';
import { baseFaultsOf } from './validator';

useTestDatabase('seeded');
const VISITOR = { kind: 'visitor', journeyId: null } as const;

// The seed's clock; holds and notice are counted from it.
process.env.CLOCK_START = '2026-11-23T14:00:00Z';

const patient: Json = {
  resourceType: 'Patient',
  name: [{ given: ['Ana'], family: 'Rivera' }],
  birthDate: '1990-05-01',
  telecom: [{ system: 'phone', value: '704-555-0123' }],
};
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);

describe('open times', () => {
  let role = '';
  let slots: Json[] = [];
  beforeAll(async () => {
    const schedules = lines((await fhir('$bulk-publish/Schedule.ndjson')).text);
    for (const schedule of schedules) {
      role = String(schedule.id);
      slots = valuesAt((await fhir(`Slot?schedule=${role}&status=free`)).body, 'entry.resource') as Json[];
      if (slots.length >= 8) return;
    }
  });

  it('are read and searched as Schedule and Slot that R4 validates', async () => {
    const schedule = await fhir(`Schedule/${role}`);
    expect(schedule.status).toBe(200);
    expect(baseFaultsOf(schedule.body)).toEqual([]);
    expect(slots.flatMap((slot) => baseFaultsOf(slot))).toEqual([]);
    const [first] = slots;
    expect((await fhir(`Slot/${first?.id}`)).body).toEqual(first);
    const actor = valuesAt(schedule.body, 'actor.reference').find((reference) =>
      String(reference).startsWith('PractitionerRole/'),
    );
    const found = await fhir(`Schedule?actor=${actor}`);
    expect(valuesAt(found.body, 'entry.resource.id')).toEqual([role]);
    for (const reference of valuesAt(schedule.body, 'actor.reference')) expect((await fhir(String(reference))).status).toBe(200);
  });

  it('are refused without a schedule, for a bad status and for an id of no slot', async () => {
    expect((await fhir('Slot')).status).toBe(400);
    expect((await fhir(`Slot?schedule=${role}&status=maybe`)).status).toBe(400);
    expect((await fhir('Slot/none')).status).toBe(404);
    expect((await fhir(`Slot?schedule=${role}&start=soon`)).status).toBe(400);
  });

  it('are held, booked once however often it is asked, moved and cancelled', async () => {
    const one = slots[2];
    // Far enough away that neither visit, with its buffers, stands in the other's way.
    const two = slots.find((slot) => Date.parse(String(slot.start)) >= Date.parse(String(one?.end)) + 4 * 3_600_000);
    const held = await post('$hold', { slot: `Slot/${one?.id}` });
    expect([held.status, held.body.status]).toEqual([201, 'pending']);
    expect(baseFaultsOf(held.body)).toEqual([]);
    const holder = { 'X-Portal-Holder': held.headers.get('x-portal-holder') ?? '' };
    const id = String(held.body.id);
    expect((await fhir(`Slot/${one?.id}`)).body.status).toBe('busy');

    expect((await post('$book', { 'appt-id': id, patient }, holder)).status).toBe(400);
    const nameless = { ...patient, name: [] };
    expect((await post('$book', { 'appt-id': id, patient: nameless }, { ...holder, 'Idempotency-Key': 'k0' })).status).toBe(422);
    const key = { ...holder, 'Idempotency-Key': 'k1' };
    const booked = await post('$book', { 'appt-id': id, patient }, key);
    expect([booked.status, booked.body.status]).toEqual([201, 'booked']);
    expect(baseFaultsOf(booked.body)).toEqual([]);
    expect(booked.text).not.toContain('Rivera');
    const again = await post('$book', { 'appt-id': id, patient }, key);
    expect([again.status, again.body]).toEqual([200, booked.body]);
    expect((await post('$book', { 'appt-id': id, patient: { ...patient, birthDate: '1991-05-01' } }, key)).status).toBe(422);

    const other = await post('$hold', { slot: `Slot/${one?.id}` });
    expect(other.status).toBe(409);
    expect(valuesAt(other.body, 'contained').length).toBe(3);

    const moved = await post('$reschedule', { 'appt-id': id, slot: `Slot/${two?.id}` }, { ...holder, 'Idempotency-Key': 'k2' });
    expect([moved.status, moved.body.start]).toEqual([201, two?.start]);
    expect((await fhir(`Slot/${one?.id}`)).body.status).toBe('free');
    expect((await fhir(`Appointment/${id}`, { headers: holder })).body.start).toBe(two?.start);

    expect((await fhir(`Appointment/${id}`)).status).toBe(401);
    const stranger = { 'X-Portal-Holder': 'A'.repeat(43) };
    expect((await fhir(`Appointment/${id}`, { headers: stranger })).status).toBe(404);
    expect((await post('$cancel', { 'appt-id': id }, stranger)).status).toBe(404);

    const cancelled = await post('$cancel', { 'appt-id': id }, holder);
    expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
    expect((await fhir(`Slot/${two?.id}`)).body.status).toBe('free');
  });

  it('are proposed by $find, and malformed operations are refused', async () => {
    const found = await fhir(`Appointment/$find?schedule=${role}`);
    expect(valuesAt(found.body, 'entry.resource.status')).toContain('proposed');
    expect((await fhir('Appointment/$find')).status).toBe(400);
    expect((await post('$hold', {})).status).toBe(400);
    expect((await post('$hold', { slot: 'Slot/a.b.c' })).status).toBe(422);
    expect((await post('$nothing', {})).status).toBe(404);
    expect(
      (await fhir('Appointment/$hold', { method: 'POST', body: '{', headers: { 'Content-Type': 'application/json' } })).status,
    ).toBe(400);
    expect(
      (await fhir('Appointment/$hold', { method: 'POST', body: 'x', headers: { 'Content-Type': 'text/plain' } })).status,
    ).toBe(415);
  });
});

describe('SMART Scheduling Links', () => {
  it('lead each free slot to the very time on the portal page that the link opens, and a taken one to none', async () => {
    const slots = lines((await fhir('$bulk-publish/Slot.ndjson')).text);
    const isOpened = async (slot: Json) => {
      const [link] = (valuesAt(slot, 'extension') as Json[]).filter(({ url }) => String(url).endsWith('/booking-deep-link'));
      const address = new URL(String(link?.valueUrl));
      const { mode, from, slot: chosen = '' } = Object.fromEntries(address.searchParams);
      const page = await readTimesPage(VISITOR, { roleId: address.pathname.split('/').at(-1) ?? '', mode, from });
      const shown = page.days.flatMap((day) => day.slots);
      const found = shown.find((each) => `${each.start.getTime()}.${each.visitTypeId}` === chosen);
      return found === undefined ? null : found.start.getTime();
    };
    const spread = (status: string) =>
      slots
        .filter((slot) => slot.status === status)
        .filter((_, index) => index % 97 === 0)
        .slice(0, 60);
    expect(spread('free').length).toBeGreaterThan(20);
    for (const slot of spread('free')) expect(await isOpened(slot)).toBe(Date.parse(String(slot.start)));
    for (const slot of spread('busy').slice(0, 10)) expect(await isOpened(slot)).toBeNull();
  });

  it('publishes places, schedules and slots that refer to each other, free and busy, with deep links', async () => {
    const manifest = (await fhir('$bulk-publish')).body;
    expect(valuesAt(manifest, 'output.type')).toEqual(['Location', 'Schedule', 'Slot']);
    const files = new Map<string, Json[]>();
    for (const output of valuesAt(manifest, 'output') as Json[]) {
      const file = await fhir(String(output.url));
      expect(file.headers.get('content-type')).toBe('application/fhir+ndjson');
      files.set(String(output.type), lines(file.text));
    }
    const [locations, schedules, slots] = ['Location', 'Schedule', 'Slot'].map((type) => files.get(type) ?? []) as [
      Json[],
      Json[],
      Json[],
    ];
    const ids = (resources: readonly Json[]) => new Set(resources.map(({ id }) => id));
    expect(ids(locations).size).toBe(locations.length);
    const places = ids(locations);
    for (const schedule of schedules) {
      const at = valuesAt(schedule, 'actor.reference')
        .map(String)
        .filter((reference) => reference.startsWith('Location/'));
      expect(at.every((reference) => places.has(reference.slice(9)))).toBe(true);
    }
    const known = ids(schedules);
    expect(slots.every((slot) => known.has(String(valuesAt(slot, 'schedule.reference')[0]).slice(9)))).toBe(true);
    expect(new Set(slots.map(({ status }) => status))).toEqual(new Set(['free', 'busy']));
    expect(ids(slots).size).toBe(slots.length);
    for (const one of [...locations.slice(0, 20), ...schedules.slice(0, 20), ...slots.slice(0, 50)])
      expect(baseFaultsOf(one)).toEqual([]);
    for (const slot of slots.slice(0, 200)) {
      const [link] = (valuesAt(slot, 'extension') as Json[]).filter(({ url }) => String(url).endsWith('/booking-deep-link'));
      expect(link?.valueUrl).toMatch(
        /^http.*\/en\/appointments\/times\/[0-9a-f-]{36}\?mode=(inPerson|video|phone)&from=\d{4}-\d{2}-\d{2}&slot=\d{13}\.[0-9a-f-]{36}$/,
      );
    }
  });
});
