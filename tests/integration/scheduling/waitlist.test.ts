import { beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { cancelAppointment, releaseHold } from '@/lib/scheduling/commands';
import { addBlackout } from '@/lib/scheduling/commands-blackout';
import { bookAppointment, moveAppointment, rescheduleAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { offerFreedTime } from '@/lib/scheduling/commands-waitlist';
import { findAppointment, openSlots } from '@/lib/scheduling/queries';
import type { NeedLevel } from '@/lib/scheduling/rules/access-standard';
import { type BookableRole, createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };
const PRACTICE = { kind: 'system', name: 'practice' } as const;
let role: BookableRole;

beforeEach(async () => {
  clock.set('2026-11-23T14:00:00Z');
  role = await createBookableRole(database, { noticeMin: 60 });
});

async function book(start: string, contactWay: 'text' | 'phone' | 'none' = 'text', needLevel: NeedLevel = 'routine') {
  const actor = createVisitor();
  const hold = await holdSlot(actor, { ...role, start: new Date(start) }, deps);
  const details = { ...VISIT_DETAILS, contactWay, accessNeeds: [] };
  clock.advance(1);
  const { result } = await bookAppointment(
    actor,
    { appointmentId: hold.appointmentId, details, needLevel },
    systemIds.uuid(),
    deps,
  );
  return { actor, id: result.id };
}

const freed = (start: string) => ({ roleId: role.roleId, visitTypeId: role.visitTypeId, start: new Date(start) });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => (isAppError(error) ? error.code : Promise.reject(error)),
  );
const EARLY = '2026-12-01T15:00:00Z';

describe('P12: a time that became free', () => {
  it('is planned to be offered in the transaction of the cancellation', async () => {
    const early = await book(EARLY, 'phone');
    await cancelAppointment(early.actor, early.id, deps);
    const jobs = await database.asOwner(`SELECT data FROM pgboss.job WHERE name = 'waitlist.offer' AND data->>'roleId' = $1`, [
      role.roleId,
    ]);
    expect(jobs).toEqual([{ data: { roleId: role.roleId, visitTypeId: role.visitTypeId, start: '2026-12-01T15:00:00.000Z' } }]);
  });

  it('goes by need level, then by who booked first, to everyone who may be reached', async () => {
    await book('2026-12-02T15:00:00Z', 'none', 'urgent');
    const first = await book('2026-12-03T15:00:00Z');
    const second = await book('2026-12-04T15:00:00Z');
    const urgent = await book('2026-12-08T15:00:00Z', 'text', 'urgent');
    for (const next of [urgent, first, second]) {
      expect(await offerFreedTime(freed(EARLY), deps)).toBe(next.id);
      // Exclusive: nobody else, and no second offer, while it lives.
      expect(await codeOf(holdSlot(createVisitor(), { ...role, start: new Date(EARLY) }, deps))).toBe('SLOT_TAKEN');
      expect(await offerFreedTime(freed(EARLY), deps)).toBeNull();
      clock.advance(30 * 60_000);
    }
    expect(await offerFreedTime(freed(EARLY), deps)).toBeNull();
  });

  it('goes to people who want calls as a call for the access staff, due within the 30 minutes', async () => {
    const { id } = await book('2026-12-03T15:00:00Z', 'phone');
    expect(await offerFreedTime(freed(EARLY), deps)).toBe(id);
    const tasks = await database.asOwner<{ due_at: Date }>(`SELECT owner, due_at FROM task WHERE subject = $1`, [
      `appointment:${id}`,
    ]);
    expect(tasks).toEqual([{ owner: 'access', due_at: new Date(clock.now().getTime() + 30 * 60_000) }]);
  });

  it('is taken by confirming it, to the last millisecond of 30 minutes', async () => {
    const { actor, id } = await book('2026-12-03T15:00:00Z');
    await offerFreedTime(freed(EARLY), deps);
    clock.advance(30 * 60_000 - 1);
    const moved = await moveAppointment(actor, id, systemIds.uuid(), deps);
    expect(moved.result.start.toISOString()).toBe('2026-12-01T15:00:00.000Z');
  });

  it('answers 410 offer_expired afterwards, and the old time stays', async () => {
    const { actor, id } = await book('2026-12-03T15:00:00Z');
    await offerFreedTime(freed(EARLY), deps);
    clock.advance(30 * 60_000);
    expect(await codeOf(moveAppointment(actor, id, systemIds.uuid(), deps))).toBe('OFFER_EXPIRED');
    expect(await findAppointment(actor, id, deps)).toMatchObject({ status: 'booked', start: new Date('2026-12-03T15:00:00Z') });
  });

  it('goes on to the next when it is declined, and is never offered below minimum notice', async () => {
    const first = await book('2026-12-03T15:00:00Z');
    const second = await book('2026-12-04T15:00:00Z');
    await offerFreedTime(freed(EARLY), deps);
    await releaseHold(first.actor, first.id, deps);
    expect(await offerFreedTime(freed(EARLY), deps)).toBe(second.id);
    await releaseHold(second.actor, second.id, deps);
    await book('2026-12-07T15:00:00Z');
    clock.set('2026-12-01T14:00:00.001Z');
    expect(await offerFreedTime(freed(EARLY), deps)).toBeNull();
    clock.set('2026-12-01T14:00:00.000Z');
    expect(await offerFreedTime(freed(EARLY), deps)).not.toBeNull();
  });
});

describe('a blackout', () => {
  it('flags and tells the visits in it, deletes none, and closes the rest and what becomes free', async () => {
    const { actor, id } = await book(EARLY);
    const outside = await book('2026-12-02T15:00:00Z');
    const day = { roleId: role.roleId, from: new Date('2026-12-01T05:00:00Z'), to: new Date('2026-12-02T05:00:00Z') };
    expect(await addBlackout(PRACTICE, day, deps)).toEqual([id]);
    expect(await findAppointment(actor, id, deps)).toMatchObject({ status: 'booked', needsReschedule: true });
    expect(await findAppointment(outside.actor, outside.id, deps)).toMatchObject({ needsReschedule: false });
    const told = await database.asOwner(`SELECT count(*)::int AS n FROM notification WHERE subject = $1 AND status = 'queued'`, [
      `appointment:${id}`,
    ]);
    expect(told[0]?.n).toBeGreaterThan(0);
    expect(await openSlots(createVisitor(), day, deps)).toEqual([]);
    await cancelAppointment(actor, id, deps);
    expect(await openSlots(createVisitor(), day, deps)).toEqual([]);
    expect(await offerFreedTime(freed(EARLY), deps)).toBeNull();
    const to = { ...role, start: new Date(EARLY) };
    expect(await codeOf(holdSlot(createVisitor(), to, deps))).toBe('SLOT_TAKEN');
    const move = rescheduleAppointment(outside.actor, { appointmentId: outside.id, to }, 'k', deps);
    expect(await codeOf(move)).toBe('SLOT_TAKEN');
  });

  it('is not for members or visitors', async () => {
    const day = { roleId: role.roleId, from: new Date(EARLY), to: new Date('2026-12-02T05:00:00Z') };
    expect(await codeOf(addBlackout(createVisitor(), day, deps))).toBe('FORBIDDEN');
  });
});
