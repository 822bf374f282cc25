import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import type { DelegateRelation, MemberActor } from '@/lib/auth/actor';
import { insertMember } from '@/lib/auth/store';
import { fixedClock, instant, systemClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import { exportAccount } from '@/lib/membership/export';
import { listWhoLooked } from '@/lib/membership/queries';
import { adoptVisits, claimVisit, openVisit, withholdVisit } from '@/lib/scheduling/commands-account';
import { bookAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { findAppointment, listAllVisits, listUpcomingAppointments } from '@/lib/scheduling/queries';
import { countAdoptable } from '@/lib/scheduling/queries-account';
import { createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };
let role: { roleId: string; visitTypeId: string };
let teen: MemberActor;
let hour = 15;

beforeAll(async () => {
  role = await createBookableRole(database);
});
beforeEach(async () => {
  const memberId = await asSystem('test', (tx) => insertMember(tx, null, 'en', clock.now()));
  teen = { kind: 'member', memberId, accountId: memberId, relation: null, level: 'P1', provedAt: clock.now() };
});

const delegate = (relation: DelegateRelation): MemberActor => ({ ...teen, accountId: systemIds.uuid(), relation });
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => (isAppError(error) ? error.code : String(error)),
  );

/** A visit booked in a browser, of somebody born on that day. */
async function book(birthDate: string) {
  const visitor = createVisitor();
  const start = instant(`2026-12-01T${hour}:00:00Z`);
  hour += 1;
  const hold = await holdSlot(visitor, { ...role, start }, deps);
  const details = { ...VISIT_DETAILS, birthDate, accessNeeds: [] };
  const booked = await bookAppointment(visitor, { appointmentId: hold.appointmentId, details }, systemIds.uuid(), deps);
  return { id: booked.result.id, code: booked.result.code ?? '', birthDate, journeyId: visitor.journeyId ?? '' };
}

describe('a visit that a minor keeps to themself', () => {
  it('is on no list, page, history or export of those who act for them, and comes back when they say so', async () => {
    const visit = await book('2010-05-04');
    await claimVisit(teen, visit, deps);
    const browser = systemIds.uuid();
    await openVisit(delegate('parent'), visit.id, browser, deps);
    await withholdVisit(teen, { id: visit.id, withheld: true }, deps);
    // The trail has the database's clock.
    const real = { clock: systemClock };
    const visitsIn = async (actor: MemberActor) =>
      (await listWhoLooked(actor, real)).filter(({ action }) => action.startsWith('appointment.')).length;
    expect(await visitsIn(teen)).toBeGreaterThan(2);
    for (const relation of ['parent', 'guardian'] as const) {
      const other = delegate(relation);
      expect(await listUpcomingAppointments(other, deps)).toEqual([]);
      expect(await listAllVisits(other, deps)).toEqual([]);
      expect(await findAppointment(other, visit.id, deps)).toBeNull();
      expect(await outcome(openVisit(other, visit.id, browser, deps))).toBe('NOT_FOUND');
      expect((await exportAccount(other, deps)).appointments).toEqual([]);
      expect(await visitsIn(other)).toBe(0);
    }
    // The browser in which the parent had it open lost it.
    expect(await findAppointment({ kind: 'visitor', journeyId: browser }, visit.id, deps)).toBeNull();
    expect((await listAllVisits(teen, deps)).map(({ id, withheld }) => [id, withheld])).toEqual([[visit.id, true]]);
    await withholdVisit(teen, { id: visit.id, withheld: false }, deps);
    expect((await listAllVisits(delegate('parent'), deps)).map(({ id }) => id)).toEqual([visit.id]);
  });

  it('is kept by them alone, and only while they are under 18 on the day of the visit', async () => {
    const visit = await book('2008-12-02');
    await claimVisit(teen, visit, deps);
    for (const relation of ['parent', 'guardian', 'helper'] as const) {
      expect(await outcome(withholdVisit(delegate(relation), { id: visit.id, withheld: true }, deps))).toBe('NOT_FOUND');
    }
    const stranger = { ...teen, memberId: systemIds.uuid() };
    expect(await outcome(withholdVisit(stranger, { id: visit.id, withheld: true }, deps))).toBe('NOT_FOUND');
    expect(await outcome(withholdVisit(teen, { id: visit.id, withheld: true }, deps))).toBe('done');
    const grown = await book('2008-12-01');
    await claimVisit(teen, grown, deps);
    expect(await outcome(withholdVisit(teen, { id: grown.id, withheld: true }, deps))).toBe('NOT_FOUND');
  });
});

describe('a helper', () => {
  it('brings a visit that they booked into the account of the person, and sees nothing there', async () => {
    const helper = delegate('helper');
    const visit = await book('1990-01-01');
    expect(await countAdoptable(helper, visit.journeyId)).toBe(1);
    expect(await adoptVisits(helper, visit.journeyId, deps)).toBe(1);
    expect((await listUpcomingAppointments(teen, deps)).map(({ id }) => id)).toEqual([visit.id]);
    expect(await listUpcomingAppointments(helper, deps)).toEqual([]);
    expect(await outcome(openVisit(helper, visit.id, visit.journeyId, deps))).toBe('NOT_FOUND');
    const trail = await database.asOwner("SELECT actor FROM audit_event WHERE subject = $1 AND action = 'appointment.adopted'", [
      `appointment:${visit.id}`,
    ]);
    expect(trail).toEqual([{ actor: `member:${helper.accountId}` }]);
  });
});
