import { book, booked, cancel, held, moveTo, PATIENT, post, type Visit } from './booking-client';
import type { Answered } from './client';

/** What the rows need of the database they run on. */
export interface Stage {
  readonly slotAt: (at: number) => string;
  /** A time that no other row uses, with room around it. */
  readonly nextTime: () => number;
  readonly nextSlot: () => string;
  readonly someHold: () => Promise<Visit>;
  readonly someVisit: () => Promise<Visit>;
  readonly otherSlotAt: (at: number) => Promise<string>;
  readonly expire: (visit: Visit) => Promise<unknown>;
  /** A visit that has been offered an earlier time. */
  readonly offered: () => Promise<Visit>;
  readonly whileBusy: (visit: Visit, work: () => Promise<Answered>) => Promise<Answered>;
}

export const ANNA = { ...PATIENT, name: [{ given: ['Anna'], family: 'Rivera' }] };
/** The role has no slot at this minute. */
export const NO_SLOT = Date.parse('2026-12-01T15:07:00Z');

type AnswerRow = readonly [status: number, reason: string | null, what: string, ask: () => Promise<Answered>];

/** Policy P11, one row for each way to each answer. */
export function answerRows(stage: Stage): readonly AnswerRow[] {
  const { slotAt, nextTime, nextSlot, someHold, someVisit, otherSlotAt, expire, offered, whileBusy } = stage;
  return [
    [201, null, 'a time is held', () => post('$hold', { slot: nextSlot() })],
    [
      200,
      null,
      'the same time is held again',
      async () => {
        const visit = await someHold();
        return post('$hold', { slot: visit.slot }, visit.holder);
      },
    ],
    [201, null, 'a held time is booked', async () => book(await someHold(), 'k')],
    [200, null, 'a booking is sent again under its key', async () => book(await someVisit(), 'first')],
    [200, null, 'a booked visit is booked under another key', async () => book(await someVisit(), 'second')],
    [201, null, 'a visit moves to a free time', async () => moveTo(await someVisit(), nextSlot(), 'k')],
    [
      201,
      null,
      'a visit moves to the time held for it',
      async () => {
        const visit = await someVisit();
        await held(nextSlot(), visit.holder, { 'appt-id': visit.id });
        return moveTo(visit, null, 'k');
      },
    ],
    [201, null, 'an offered time is taken', async () => moveTo(await offered(), null, 'k')],
    [
      200,
      null,
      'a move is sent again under its key',
      async () => {
        const visit = await someVisit();
        const slot = nextSlot();
        await moveTo(visit, slot, 'k');
        return moveTo(visit, slot, 'k');
      },
    ],
    [
      200,
      null,
      'a visit moves to the time it has',
      async () => {
        const visit = await someVisit();
        return moveTo(visit, visit.slot, 'k');
      },
    ],
    [200, null, 'a visit is cancelled', async () => cancel(await someVisit())],
    [
      200,
      null,
      'a visit is cancelled again',
      async () => {
        const visit = await someVisit();
        await cancel(visit);
        return cancel(visit);
      },
    ],
    [400, 'key_missing', '$book comes without a key', async () => book(await someHold(), '')],
    [400, 'key_missing', '$reschedule comes without a key', async () => moveTo(await someVisit(), nextSlot(), '')],
    [400, 'key_missing', 'a key is longer than 200 characters', async () => book(await someHold(), 'k'.repeat(201))],
    [400, null, 'a slot is no slot', () => post('$hold', { slot: 'Slot/next-tuesday' })],
    [400, null, 'the visit is not named', async () => post('$cancel', {}, (await someHold()).holder)],
    [409, 'slot_taken', 'somebody else holds the time', async () => post('$hold', { slot: (await someHold()).slot })],
    [
      409,
      'slot_taken',
      'somebody else has the time to move to',
      async () => moveTo(await someVisit(), (await someHold()).slot, 'k'),
    ],
    [
      409,
      'member_conflict',
      'the same person has another visit then',
      async () => {
        const time = nextTime();
        const visit = await booked(slotAt(time));
        return post('$hold', { slot: await otherSlotAt(time) }, visit.holder);
      },
    ],
    [
      409,
      'not_active',
      'a cancelled visit moves',
      async () => {
        const visit = await someVisit();
        await cancel(visit);
        return moveTo(visit, nextSlot(), 'k');
      },
    ],
    [
      409,
      'not_active',
      'a cancelled visit is booked',
      async () => {
        const visit = await someVisit();
        await cancel(visit);
        return book(visit, 'k');
      },
    ],
    [
      409,
      'in_progress',
      'the same person’s other press is at work',
      async () => {
        const visit = await someHold();
        return whileBusy(visit, () => book(visit, 'k'));
      },
    ],
    [
      410,
      'hold_expired',
      'the hold has passed',
      async () => {
        const visit = await someHold();
        await expire(visit);
        return book(visit, 'k');
      },
    ],
    [
      410,
      'hold_expired',
      'the hold of a move has passed',
      async () => {
        const visit = await someVisit();
        await held(nextSlot(), visit.holder, { 'appt-id': visit.id });
        await expire(visit);
        return moveTo(visit, null, 'k');
      },
    ],
    [
      410,
      'offer_expired',
      'the offer has passed',
      async () => {
        const visit = await offered();
        await expire(visit);
        return moveTo(visit, null, 'k');
      },
    ],
    [422, 'slot_in_past', 'the time is past', () => post('$hold', { slot: slotAt(Date.parse('2026-11-23T13:00:00Z')) })],
    [422, 'not_a_slot', 'the role does not offer the time', () => post('$hold', { slot: slotAt(NO_SLOT) })],
    [422, 'not_a_slot', 'a move goes to no slot', async () => moveTo(await someVisit(), slotAt(NO_SLOT), 'k')],
    [422, 'key_reused', 'a key comes with another body', async () => book(await someVisit(), 'first', ANNA)],
    [
      422,
      'key_reused',
      'a move’s key comes with another time',
      async () => {
        const visit = await someVisit();
        await moveTo(visit, nextSlot(), 'k');
        return moveTo(visit, nextSlot(), 'k');
      },
    ],
    [422, null, 'the patient has no name', async () => book(await someHold(), 'k', { ...PATIENT, name: [] })],
    [
      429,
      'too_many_holds',
      'a fourth time is held',
      async () => {
        const visit = await someHold();
        await held(nextSlot(), visit.holder);
        await held(nextSlot(), visit.holder);
        return post('$hold', { slot: nextSlot() }, visit.holder);
      },
    ],
  ];
}
