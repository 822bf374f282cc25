import { beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import { addStaff } from '@/lib/auth/staff';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { deliverNotifications } from '@/lib/notifications/commands';
import type { Envelope } from '@/lib/notifications/model';
import { cancelAppointment } from '@/lib/scheduling/commands';
import { bookAppointment, moveAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { blockTime, markOutcome, setWeeklyHours, tellPractice, unblockTime } from '@/lib/scheduling/commands-practice';
import type { VisitDetails } from '@/lib/scheduling/model';
import { findAppointment, openSlots } from '@/lib/scheduling/queries';
import { readPracticeWeek } from '@/lib/scheduling/queries-practice';
import { type BookableRole, createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };
const TEXT: VisitDetails = { ...VISIT_DETAILS, contactWay: 'text', accessNeeds: [] };
const START = '2026-12-01T15:00:00Z';
let role: BookableRole;
let other: BookableRole;

const practiceOf = async ({ roleId }: BookableRole) => {
  const [row] = await database.asOwner<{ id: string }>('SELECT organization_id AS id FROM practitioner_role WHERE id = $1', [
    roleId,
  ]);
  return { kind: 'practice', staffId: systemIds.uuid(), organizationId: row?.id ?? '' } as const;
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => (isAppError(error) ? error.code : Promise.reject(error)),
  );

async function book(start = START) {
  const actor = createVisitor();
  const hold = await holdSlot(actor, { roleId: role.roleId, visitTypeId: role.visitTypeId, start: new Date(start) }, deps);
  const booking = { appointmentId: hold.appointmentId, details: TEXT };
  return { actor, id: (await bookAppointment(actor, booking, systemIds.uuid(), deps)).result.id };
}

beforeEach(async () => {
  clock.set('2026-11-23T14:00:00Z');
  await database.asOwner('TRUNCATE notification, local_mail, notification_subject');
  await database.asOwner("DELETE FROM pgboss.job WHERE name = 'practice.tell'");
  role = await createBookableRole(database);
  other = await createBookableRole(database);
});

/** Gives a role a site of its own in one practice. */
async function openSite({ roleId }: BookableRole, organizationId: string, street: string): Promise<void> {
  const id = systemIds.uuid();
  await database.asOwner(
    "INSERT INTO location (id, last_updated, name, line1, city) VALUES ($1, now(), 'Site', $2, 'Gastonia')",
    [id, street],
  );
  await database.asOwner('UPDATE practitioner_role SET organization_id = $2, location_id = $3 WHERE id = $1', [
    roleId,
    organizationId,
    id,
  ]);
}

describe('a practice', () => {
  it('tells its sites apart where they would read the same, and only there', async () => {
    const actor = await practiceOf(role);
    expect((await readPracticeWeek(actor, {}, deps)).roles.map(({ name }) => name)).toEqual(['Test practice']);
    await openSite(role, actor.organizationId, '12 Main Street');
    await openSite(other, actor.organizationId, '34 Mill Road');
    const { roles } = await readPracticeWeek(actor, {}, deps);
    expect(roles.map(({ name }) => name).sort()).toEqual([
      'Test practice (12 Main Street, Gastonia)',
      'Test practice (34 Mill Road, Gastonia)',
    ]);
  });

  it('sees the week of its own roles, with who comes and not with their code', async () => {
    await book();
    const week = await readPracticeWeek(await practiceOf(role), { week: '2026-12-03' }, deps);
    expect(week.days.map((day) => day.date)[0]).toBe('2026-11-30');
    expect(week.days.flatMap((day) => day.visits)).toMatchObject([{ start: new Date(START), person: { firstName: 'Ana' } }]);
    expect(JSON.stringify(week)).not.toContain('code');
  });

  it('leaves its look in the trail of each visit it saw, where the person finds it', async () => {
    const { id } = await book();
    const actor = await practiceOf(role);
    await readPracticeWeek(actor, { week: '2026-12-01' }, deps);
    await readPracticeWeek(await practiceOf(other), { week: '2026-12-01' }, deps);
    const looks = await database.asOwner('SELECT actor, action FROM audit_event WHERE subject = $1 AND action LIKE $2', [
      `appointment:${id}`,
      'appointment.seen%',
    ]);
    expect(looks).toEqual([{ actor: `practice:${actor.staffId}`, action: 'appointment.seen-by-practice' }]);
  });

  it("sees nothing of another organization's, and may change nothing there", async () => {
    const { id } = await book();
    const stranger = await practiceOf(other);
    const theirs = await readPracticeWeek(stranger, { roleId: role.roleId, week: '2026-12-01' }, deps);
    expect(theirs.role?.roleId).toBe(other.roleId);
    expect(theirs.days.flatMap((day) => day.visits)).toEqual([]);
    clock.set('2026-12-01T16:00:00Z');
    const day = { from: new Date('2026-12-02T05:00:00Z'), to: new Date('2026-12-03T05:00:00Z') };
    expect(await codeOf(blockTime(stranger, { roleId: role.roleId, ...day }, deps))).toBe('NOT_FOUND');
    expect(await codeOf(markOutcome(stranger, { appointmentId: id, outcome: 'noshow' }, deps))).toBe('NOT_FOUND');
    expect(await codeOf(setWeeklyHours(stranger, { roleId: role.roleId, days: [] }, deps))).toBe('NOT_FOUND');
    expect(await codeOf(readPracticeWeek(createVisitor(), {}, deps))).toBe('NOT_FOUND');
  });

  it('blocks time: booked visits are flagged and told, none is deleted; and opens it again', async () => {
    const { actor, id } = await book();
    const mine = await practiceOf(role);
    const day = { roleId: role.roleId, from: new Date('2026-12-01T05:00:00Z'), to: new Date('2026-12-02T05:00:00Z') };
    expect(await blockTime(mine, day, deps)).toBe(1);
    expect(await findAppointment(actor, id, deps)).toMatchObject({ status: 'booked', needsReschedule: true });
    expect(await openSlots(createVisitor(), day, deps)).toEqual([]);
    const week = await readPracticeWeek(mine, { week: '2026-12-01' }, deps);
    await unblockTime(mine, week.blackouts[0]?.id ?? '');
    expect((await openSlots(createVisitor(), day, deps)).length).toBeGreaterThan(10);
    expect(await findAppointment(actor, id, deps)).toMatchObject({ status: 'booked' });
  });

  it('marks who came and who did not, from the day and the time on, and can put it right', async () => {
    const { actor, id } = await book();
    const mine = await practiceOf(role);
    const mark = (outcome: 'arrived' | 'noshow') => codeOf(markOutcome(mine, { appointmentId: id, outcome }, deps));
    clock.set('2026-12-01T04:59:59Z');
    expect(await mark('arrived')).toBe('NOT_ACTIVE');
    clock.set('2026-12-01T05:00:00Z');
    expect(await mark('arrived')).toBe('ok');
    clock.set('2026-12-01T14:59:59Z');
    expect(await mark('noshow')).toBe('NOT_ACTIVE');
    clock.set(START);
    expect(await mark('noshow')).toBe('ok');
    expect(await findAppointment(actor, id, deps)).toMatchObject({ status: 'noshow' });
    const told = await database.asOwner(`SELECT template FROM notification WHERE status = 'queued' AND template = 'visitMissed'`);
    expect(told).toHaveLength(1);
  });

  it('sets weekly hours from today on; booked visits stay', async () => {
    const { actor, id } = await book();
    const mine = await practiceOf(role);
    const days = [{ weekday: 2, ranges: [{ startsMinute: 9 * 60, endsMinute: 11 * 60 }] }];
    await setWeeklyHours(mine, { roleId: role.roleId, days }, deps);
    const window = { roleId: role.roleId, from: clock.now(), to: new Date('2026-12-07T05:00:00Z') };
    const starts = (await openSlots(createVisitor(), window, deps)).map((slot) => slot.start.toISOString());
    expect(starts).toEqual([
      '2026-11-24T14:00:00.000Z',
      '2026-11-24T14:30:00.000Z',
      '2026-11-24T15:00:00.000Z',
      '2026-12-01T14:00:00.000Z',
    ]);
    expect(await findAppointment(actor, id, deps)).toMatchObject({ status: 'booked' });
    const week = await readPracticeWeek(mine, {}, deps);
    expect(week.hours.filter((day) => day.ranges.length > 0).map((day) => day.weekday)).toEqual([2]);
  });

  it('is mailed each booking, change and cancellation with a calendar file that names neither person nor provider', async () => {
    const mine = await practiceOf(role);
    const email = { kind: 'email', text: `desk-${role.roleId}@practice.example` } as const;
    await addStaff({ role: 'practice', organizationId: mine.organizationId, email }, 'test');
    const sent: Envelope[] = [];
    const transportOf = (channel: string) =>
      channel === 'email' ? { send: async (envelope: Envelope) => void sent.push(envelope) } : null;
    const work = async () => {
      const jobs = await database.asOwner<{ data: { appointmentId: string; version: number } }>(
        "DELETE FROM pgboss.job WHERE name = 'practice.tell' RETURNING data",
      );
      for (const { data } of jobs) await tellPractice(data, deps);
      await deliverNotifications({ ...deps, transportOf, mailbox: true });
    };
    const { actor, id } = await book();
    await work();
    await holdSlot(actor, { ...role, start: new Date('2026-12-03T15:00:00Z'), movingId: id }, deps);
    await moveAppointment(actor, id, systemIds.uuid(), deps);
    await work();
    await cancelAppointment(actor, id, deps);
    await work();
    const files = sent.map((envelope) => envelope.calendar?.text ?? '');
    expect(files.map((file) => /SEQUENCE:(\d+)/.exec(file)?.[1])).toEqual(['0', '1', '2']);
    expect(sent.map((envelope) => envelope.calendar?.method)).toEqual(['REQUEST', 'REQUEST', 'CANCEL']);
    expect(new Set(files.map((file) => /UID:(.*)/.exec(file)?.[1])).size).toBe(1);
    for (const file of files) expect(file).not.toMatch(/Ana|Reyes|Test practice|1990/);
  });
});
