import { beforeEach } from 'vitest';
import { isAppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { bookAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import type { VisitDetails } from '@/lib/scheduling/model';
import { useTestDatabase } from '../support/database';
import { type BookableRole, createBookableRole, createVisitor, VISIT_DETAILS } from './schedule-rows';

const START = '2026-11-23T14:00:00Z';
export const DETAILS: VisitDetails = { ...VISIT_DETAILS, accessNeeds: [] };
export const TEN = new Date('2026-12-01T15:00:00Z');
export const ELEVEN = new Date('2026-12-01T16:00:00Z');

/** A database of its own with a new bookable role before each test, and the few deeds that tests of visits begin with. */
export function useBookingScene() {
  const database = useTestDatabase();
  const clock = fixedClock(START);
  const deps = { clock, ids: systemIds };
  let role: BookableRole | undefined;
  const present = (): BookableRole => {
    if (!role) throw new Error('no role outside a test');
    return role;
  };

  beforeEach(async () => {
    clock.set(START);
    role = await createBookableRole(database);
  });

  const hold = (actor: Actor = createVisitor(), start = TEN, more: object = {}) =>
    holdSlot(actor, { roleId: present().roleId, visitTypeId: present().visitTypeId, start, ...more }, deps);
  const booked = async (actor: Actor = createVisitor(), start = TEN) => {
    const held = await hold(actor, start);
    const booking = { appointmentId: held.appointmentId, details: DETAILS };
    return (await bookAppointment(actor, booking, systemIds.uuid(), deps)).result;
  };
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
  return {
    database,
    clock,
    deps,
    hold,
    booked,
    codeOf,
    claims,
    /** The role of the test that runs. */
    get role() {
      return present();
    },
  };
}
