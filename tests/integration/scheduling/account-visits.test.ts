import { beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import type { MemberActor } from '@/lib/auth/actor';
import { parseAddress } from '@/lib/auth/address';
import { insertMember } from '@/lib/auth/store';
import { fixedClock, instant } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { toAccountBundle } from '@/lib/fhir/account-bundle';
import { systemIds } from '@/lib/ids';
import { changeContactSafety, closeAccount, deleteDueAccounts } from '@/lib/membership/commands';
import { exportAccount } from '@/lib/membership/export';
import type { ContactSafety } from '@/lib/membership/model';
import { decideContact } from '@/lib/membership/queries';
import { deliverNotifications } from '@/lib/notifications/commands';
import type { Envelope } from '@/lib/notifications/model';
import { claimVisit } from '@/lib/scheduling/commands-account';
import { bookAppointment } from '@/lib/scheduling/commands-booking';
import { eraseVisits } from '@/lib/scheduling/commands-erasure';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { listAllVisits, listUpcomingAppointments } from '@/lib/scheduling/queries';
import { createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };
let role: { roleId: string; visitTypeId: string };

beforeAll(async () => {
  role = await createBookableRole(database);
});

async function createMember(name: string): Promise<MemberActor> {
  const address = parseAddress(`${name}@example.org`);
  const id = await asSystem('test', (tx) => insertMember(tx, address, 'en', clock.now()));
  return { kind: 'member', memberId: id, accountId: id, relation: null, level: 'P1', provedAt: clock.now() };
}

/** A visit booked in some browser without an account, with its code. */
async function book(startIso: string, contactWay: 'phone' | 'text' = 'phone') {
  const visitor = createVisitor();
  const hold = await holdSlot(visitor, { ...role, start: instant(startIso) }, deps);
  const details = { ...VISIT_DETAILS, contactWay, accessNeeds: [] };
  const booked = await bookAppointment(visitor, { appointmentId: hold.appointmentId, details }, systemIds.uuid(), deps);
  return { id: booked.result.id, code: booked.result.code ?? '', birthDate: VISIT_DETAILS.birthDate, visitor };
}
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => (isAppError(error) ? error.code : String(error)),
  );

describe('a visit booked without an account', () => {
  it('comes into the account by code and birth date, and the browser that made it keeps nothing more', async () => {
    const ana = await createMember('ana');
    const visit = await book('2026-12-01T15:00:00Z');
    expect(await listUpcomingAppointments(ana, deps)).toEqual([]);
    expect(await outcome(claimVisit(ana, visit, deps))).toBe('done');
    expect(await outcome(claimVisit(ana, visit, deps))).toBe('done');
    expect((await listUpcomingAppointments(ana, deps)).map(({ id }) => id)).toEqual([visit.id]);
    expect(await listUpcomingAppointments(visit.visitor, deps)).toEqual([]);
  });

  it('is refused alike for a wrong code, a wrong birth date and a visit of somebody else, and after five tries', async () => {
    const ben = await createMember('ben');
    const cleo = await createMember('cleo');
    const visit = await book('2026-12-02T15:00:00Z');
    await claimVisit(ben, visit, deps);
    const wrong = { code: 'CDFG HJKM', birthDate: visit.birthDate };
    const outcomes = [
      await outcome(claimVisit(cleo, visit, deps)),
      await outcome(claimVisit(cleo, { ...visit, birthDate: '1990-02-04' }, deps)),
      await outcome(claimVisit(cleo, wrong, deps)),
      await outcome(claimVisit(cleo, { ...wrong, code: 'no code' }, deps)),
      await outcome(claimVisit(cleo, { ...wrong, code: '' }, deps)),
    ];
    expect(new Set(outcomes)).toEqual(new Set(['CODE_UNKNOWN']));
    expect(await outcome(claimVisit(cleo, wrong, deps))).toBe('TOO_MANY');
    expect((await listUpcomingAppointments(ben, deps)).map(({ id }) => id)).toEqual([visit.id]);
  });

  it('stays where it is when the account has another one at that time', async () => {
    const dora = await createMember('dora');
    const other = await createBookableRole(database);
    const first = await book('2026-12-03T15:00:00Z');
    const kept = role;
    role = other;
    const second = await book('2026-12-03T15:00:00Z');
    role = kept;
    await claimVisit(dora, first, deps);
    expect(await outcome(claimVisit(dora, second, deps))).toBe('MEMBER_CONFLICT');
    expect((await listUpcomingAppointments(dora, deps)).map(({ id }) => id)).toEqual([first.id]);
  });
});

describe('messages about a visit in an account', () => {
  const SAFE: ContactSafety = { way: 'email', voiceMessage: 'no', callerName: 'first-name', safeTimes: 'any' };

  it('go where the account says is safe, also those that were waiting when it was claimed, or nowhere', async () => {
    const sent: Envelope[] = [];
    const deliver = () =>
      deliverNotifications({
        ...deps,
        mailbox: false,
        contactOf: decideContact,
        transportOf: () => ({ send: async (each) => void sent.push(each) }),
      });
    await deliver();
    sent.length = 0;
    const elsa = await createMember('elsa');
    const visit = await book('2026-12-08T15:00:00Z', 'text');
    await claimVisit(elsa, visit, deps);
    await changeContactSafety(elsa, SAFE, deps);
    await deliver();
    expect(sent.map(({ channel, address }) => [channel, address])).toContainEqual(['email', 'elsa@example.org']);
    expect(JSON.stringify(sent)).not.toContain(VISIT_DETAILS.phone);
    sent.length = 0;
    await database.asOwner('UPDATE member SET version = version');
    await changeContactSafety({ ...elsa, provedAt: clock.now() }, { ...SAFE, way: 'none' }, deps);
    clock.set('2026-12-08T14:00:00Z');
    await deliver();
    expect(sent).toEqual([]);
    clock.set('2026-11-23T14:00:00Z');
  });
});

describe('the export', () => {
  it('holds past and cancelled visits, and says the same as FHIR', async () => {
    const fay = await createMember('fay');
    const visit = await book('2026-12-09T15:00:00Z');
    await claimVisit(fay, visit, deps);
    await database.asOwner(
      "UPDATE appointment SET starts_at = '2026-01-09T15:00:00Z', ends_at = '2026-01-09T16:00:00Z', status = 'fulfilled' WHERE id = $1",
      [visit.id],
    );
    const everything = await exportAccount(fay, deps);
    expect(everything.appointments.map(({ id, status }) => [id, status])).toEqual([[visit.id, 'fulfilled']]);
    const bundle = toAccountBundle({ ...everything, origin: 'https://portal.example' });
    const entries = bundle.entry as { resource: { resourceType: string; id: string } }[];
    expect(entries.map(({ resource }) => resource.resourceType)).toEqual(['Patient', 'Appointment']);
    expect(JSON.stringify(bundle)).toContain('fay@example.org');
  });
});

describe('the deletion of an account', () => {
  it('gives coming visits back and destroys what all of them say about the person', async () => {
    const gia = await createMember('gia');
    const soon = await book('2026-12-10T15:00:00Z');
    const late = await book('2027-01-10T15:00:00Z');
    await claimVisit(gia, soon, deps);
    await claimVisit(gia, late, deps);
    await closeAccount(gia, deps);
    clock.set('2026-12-24T15:00:00Z');
    expect(await deleteDueAccounts({ clock, eraseVisits })).toBe(1);
    clock.set('2026-11-23T14:00:00Z');
    const rows = await database.asOwner(
      'SELECT status, details, code_hash FROM appointment WHERE member_id = $1 ORDER BY starts_at',
      [gia.memberId],
    );
    expect(rows).toEqual([
      { status: 'booked', details: null, code_hash: null },
      { status: 'cancelled', details: null, code_hash: null },
    ]);
    const times = await database.asOwner('SELECT status FROM claim WHERE appointment_id = $1', [late.id]);
    expect(times).toEqual([{ status: 'cancelled' }]);
    expect(await listAllVisits(gia, deps)).toMatchObject([{ details: null }, { details: null }]);
  });
});
