import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { deliverNotifications } from '@/lib/notifications/commands';
import { cancelAppointment } from '@/lib/scheduling/commands';
import { bookAppointment, moveAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import type { VisitDetails } from '@/lib/scheduling/model';
import { type BookableRole, createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };
const TEXT: VisitDetails = { ...VISIT_DETAILS, contactWay: 'text', accessNeeds: [] };
let role: BookableRole;

beforeEach(async () => {
  clock.set('2026-11-23T14:00:00Z');
  await database.asOwner('TRUNCATE notification, local_mail, notification_subject');
  role = await createBookableRole(database);
});

async function book(actor: ReturnType<typeof createVisitor>, start: string, details = TEXT) {
  const where = { roleId: role.roleId, visitTypeId: role.visitTypeId, start: new Date(start) };
  const hold = await holdSlot(actor, where, deps);
  return (await bookAppointment(actor, { appointmentId: hold.appointmentId, details }, systemIds.uuid(), deps)).result;
}

/** Everything a phone would get until `iso`, delivered every quarter of an hour by two workers. */
async function messagesUntil(iso: string): Promise<string[]> {
  const deliver = () => deliverNotifications({ ...deps, transportOf: () => null, mailbox: true });
  while (clock.now() < new Date(iso)) {
    await Promise.all([deliver(), deliver()]);
    clock.advance(900_000);
  }
  const rows = await database.asOwner<{ created_at: Date; body: string }>('SELECT * FROM local_mail ORDER BY created_at');
  return rows.map((row) => row.created_at.toISOString());
}

describe('messages about a visit', () => {
  it('P10: tell of the booking once and remind three times, at the hours of the policy', async () => {
    await book(createVisitor(), '2026-12-01T19:00:00Z');
    expect(await messagesUntil('2026-12-02T00:00:00Z')).toEqual([
      '2026-11-23T14:00:00.000Z',
      '2026-11-28T19:00:00.000Z',
      '2026-11-30T19:00:00.000Z',
      '2026-12-01T17:00:00.000Z',
    ]);
  });

  it('never remind of a cancelled visit', async () => {
    const ana = createVisitor();
    const visit = await book(ana, '2026-12-01T19:00:00Z');
    clock.set('2026-11-29T14:00:00Z');
    await cancelAppointment(ana, visit.id, deps);
    // What was due before the cancellation is dropped too; only the cancellation is told.
    expect(await messagesUntil('2026-12-02T00:00:00Z')).toEqual(['2026-11-29T14:00:00.000Z']);
  });

  it('remind of the new time of a moved visit and no longer of the old one', async () => {
    const ana = createVisitor();
    const visit = await book(ana, '2026-12-01T19:00:00Z');
    await holdSlot(ana, { ...role, start: new Date('2026-12-03T15:00:00Z'), movingId: visit.id }, deps);
    await moveAppointment(ana, visit.id, systemIds.uuid(), deps);
    expect(await messagesUntil('2026-12-04T00:00:00Z')).toEqual([
      '2026-11-23T14:00:00.000Z',
      '2026-11-30T15:00:00.000Z',
      '2026-12-02T15:00:00.000Z',
      '2026-12-03T13:00:00.000Z',
    ]);
  });

  it('are not sent to people who asked for calls only or for no contact', async () => {
    await book(createVisitor(), '2026-12-01T19:00:00Z', { ...TEXT, contactWay: 'phone' });
    await book(createVisitor(), '2026-12-02T19:00:00Z', { ...TEXT, contactWay: 'none', phone: null });
    expect(await database.asOwner('SELECT id FROM notification')).toEqual([]);
  });

  it('exist exactly when the booking does: a refused booking leaves none', async () => {
    const ana = createVisitor();
    const hold = await holdSlot(ana, { ...role, start: new Date('2026-12-01T19:00:00Z') }, deps);
    clock.advance(10 * 60_000);
    await expect(bookAppointment(ana, { appointmentId: hold.appointmentId, details: TEXT }, 'key', deps)).rejects.toThrow(
      'HOLD_EXPIRED',
    );
    expect(await database.asOwner('SELECT id FROM notification')).toEqual([]);
  });
});
