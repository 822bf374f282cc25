import { describe, expect, it } from 'vitest';
import { systemIds } from '@/lib/ids';
import { cancelAppointment } from '@/lib/scheduling/commands';
import { moveAppointment } from '@/lib/scheduling/commands-booking';
import { findAppointment, openSlots } from '@/lib/scheduling/queries';
import { findAlternatives } from '@/lib/scheduling/queries-near';
import { ELEVEN, TEN, useBookingScene } from '../../factories/booking-scene';
import { createVisitor } from '../../factories/schedule-rows';

const scene = useBookingScene();
const { clock, deps, hold, booked, codeOf, claims } = scene;

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
    const day = { roleId: scene.role.roleId, from: new Date('2026-12-01T14:00:00Z'), to: new Date('2026-12-01T17:00:00Z') };
    const startsFor = async (more: object) =>
      (await openSlots(ana, { ...day, ...more }, deps)).map(({ start }) => start.getTime());
    const halves = [new Date('2026-12-01T14:30:00Z').getTime(), new Date('2026-12-01T15:30:00Z').getTime()];
    const moving = await startsFor({ movingId: visit.id });
    expect(moving).toEqual(expect.arrayContaining(halves));
    expect(moving).not.toContain(TEN.getTime());
    const apart = await startsFor({});
    expect(apart.filter((start) => halves.includes(start))).toEqual([]);
    const wanted = {
      roleId: scene.role.roleId,
      visitTypeId: scene.role.visitTypeId,
      start: new Date(halves[1] ?? 0),
      movingId: visit.id,
    };
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
