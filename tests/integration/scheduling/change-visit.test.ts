import { beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { cancelAppointment } from '@/lib/scheduling/commands';
import { bookAppointment, moveAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import type { VisitDetails } from '@/lib/scheduling/model';
import { findAppointment, openSlots } from '@/lib/scheduling/queries';
import { findAlternatives } from '@/lib/scheduling/queries-near';
import { type BookableRole, createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };
const details: VisitDetails = { ...VISIT_DETAILS, accessNeeds: [] };
const TEN = new Date('2026-12-01T15:00:00Z');
const ELEVEN = new Date('2026-12-01T16:00:00Z');
let role: BookableRole;

beforeEach(async () => {
  clock.set('2026-11-23T14:00:00Z');
  role = await createBookableRole(database);
});

const hold = (actor = createVisitor(), start = TEN, more: object = {}) =>
  holdSlot(actor, { roleId: role.roleId, visitTypeId: role.visitTypeId, start, ...more }, deps);

async function booked(actor = createVisitor(), start = TEN) {
  const held = await hold(actor, start);
  const { result } = await bookAppointment(actor, { appointmentId: held.appointmentId, details }, systemIds.uuid(), deps);
  return result;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => (isAppError(error) ? error.code : Promise.reject(error)),
  );
const claims = (appointmentId: string) =>
  database.asOwner<{ status: string; starts: Date }>(
    'SELECT status, lower(during) AS starts FROM claim WHERE appointment_id = $1 ORDER BY created_at, id',
    [appointmentId],
  );

describe('cancelling and moving', () => {
  it('gives the time back, and again is no change', async () => {
    const ana = createVisitor();
    const visit = await booked(ana);
    expect(await cancelAppointment(ana, visit.id, deps)).toMatchObject({ status: 'cancelled', icsSequence: 1 });
    expect(await cancelAppointment(ana, visit.id, deps)).toMatchObject({ status: 'cancelled', icsSequence: 1 });
    expect(await codeOf(hold())).toBe('ok');
    expect(await codeOf(moveAppointment(ana, visit.id, 'key', deps))).toBe('NOT_ACTIVE');
  });

  it('holds the new time while the old one stays, then swaps them at once', async () => {
    const ana = createVisitor();
    const visit = await booked(ana);
    const half = new Date('2026-12-01T15:30:00Z');
    const held = await hold(ana, half, { movingId: visit.id });
    expect(held.appointmentId).toBe(visit.id);
    expect((await claims(visit.id)).map((claim) => claim.status).sort()).toEqual(['booked', 'held']);
    expect(await codeOf(hold(createVisitor(), TEN))).toBe('SLOT_TAKEN');
    const moved = await moveAppointment(ana, visit.id, systemIds.uuid(), deps);
    expect(moved.result).toMatchObject({ start: half, status: 'booked', icsSequence: 1, code: visit.code });
    expect((await claims(visit.id)).map((claim) => claim.status).sort()).toEqual(['booked', 'released']);
    expect(await codeOf(hold(createVisitor(), new Date('2026-12-01T14:30:00Z')))).toBe('ok');
  });

  it('offers a moving visit the times around its own, and not its own', async () => {
    const ana = createVisitor();
    const visit = await booked(ana);
    const day = { roleId: role.roleId, from: new Date('2026-12-01T14:00:00Z'), to: new Date('2026-12-01T17:00:00Z') };
    const startsFor = async (more: object) =>
      (await openSlots(ana, { ...day, ...more }, deps)).map(({ start }) => start.getTime());
    const halves = [new Date('2026-12-01T14:30:00Z').getTime(), new Date('2026-12-01T15:30:00Z').getTime()];
    const moving = await startsFor({ movingId: visit.id });
    expect(moving).toEqual(expect.arrayContaining(halves));
    expect(moving).not.toContain(TEN.getTime());
    const apart = await startsFor({});
    expect(apart.filter((start) => halves.includes(start))).toEqual([]);
    const wanted = { roleId: role.roleId, visitTypeId: role.visitTypeId, start: new Date(halves[1] ?? 0), movingId: visit.id };
    const others = await findAlternatives(ana, wanted, deps);
    expect(others).toHaveLength(3);
    expect(others.map(({ start }) => start.getTime())).not.toContain(TEN.getTime());
  });

  it('keeps the old time when the new hold has passed', async () => {
    const ana = createVisitor();
    const visit = await booked(ana);
    await hold(ana, ELEVEN, { movingId: visit.id });
    clock.advance(10 * 60_000);
    expect(await codeOf(moveAppointment(ana, visit.id, systemIds.uuid(), deps))).toBe('HOLD_EXPIRED');
    expect(await findAppointment(ana, visit.id, deps)).toMatchObject({ status: 'booked', start: TEN, icsSequence: 0 });
    expect((await claims(visit.id)).find((claim) => claim.status === 'booked')?.starts).toEqual(TEN);
  });

  it('refuses a visit that has begun', async () => {
    const ana = createVisitor();
    const visit = await booked(ana);
    clock.set('2026-12-01T15:00:00Z');
    expect(await codeOf(cancelAppointment(ana, visit.id, deps))).toBe('NOT_ACTIVE');
    expect(await codeOf(hold(ana, ELEVEN, { movingId: visit.id }))).toBe('NOT_ACTIVE');
  });
});
