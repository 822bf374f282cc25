import { beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { bookAppointment } from '@/lib/scheduling/commands-booking';
import { followFeed, forgetFeed, importBusyFile, readFeeds } from '@/lib/scheduling/commands-feeds';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { findAppointment, openSlots } from '@/lib/scheduling/queries';
import { type BookableRole, createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };
const URL_TEXT = 'https://calendar.example.com/private-1234/basic.ics';
let role: BookableRole;
let practice: { kind: 'practice'; staffId: string; organizationId: string };

beforeEach(async () => {
  await database.asOwner('DELETE FROM busy_feed');
  role = await createBookableRole(database, { hours: [9 * 60, 12 * 60], stepMin: 60 });
  const [row] = await database.asOwner<{ id: string }>('SELECT organization_id AS id FROM practitioner_role WHERE id = $1', [
    role.roleId,
  ]);
  practice = { kind: 'practice', staffId: systemIds.uuid(), organizationId: row?.id ?? '' };
});

const busyAt = (hour: string) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261201T${hour}0000Z\r\nDURATION:PT1H\r\nSUMMARY:Secret lunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
const day = () => ({ roleId: role.roleId, from: new Date('2026-12-01T05:00:00Z'), to: new Date('2026-12-02T05:00:00Z') });
const open = async () => (await openSlots(createVisitor(), day(), deps)).map((slot) => slot.start.getUTCHours());
const read = (answer: string | Error) =>
  readFeeds({
    ...deps,
    read: async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });

describe('a practice’s own calendar', () => {
  it('closes its busy times, follows its changes, and opens them again when it is forgotten', async () => {
    await followFeed(practice, { roleId: role.roleId, url: URL_TEXT }, deps);
    expect(await open()).toEqual([14, 15, 16]);
    expect(await read(busyAt('15'))).toBe(1);
    expect(await open()).toEqual([14, 16]);
    await read(busyAt('16'));
    expect(await open()).toEqual([14, 15]);
    await forgetFeed(practice, role.roleId);
    expect(await open()).toEqual([14, 15, 16]);
  });

  it('keeps the busy times of before when it cannot be read', async () => {
    await followFeed(practice, { roleId: role.roleId, url: URL_TEXT }, deps);
    await read(busyAt('15'));
    expect(await read(new Error('down'))).toBe(0);
    expect(await read('<html>not a calendar</html>')).toBe(0);
    expect(await open()).toEqual([14, 16]);
    expect(await database.asOwner('SELECT outcome FROM busy_feed')).toEqual([{ outcome: 'failed' }]);
  });

  it('never takes a booked visit away or flags it', async () => {
    const actor = createVisitor();
    const at = { roleId: role.roleId, visitTypeId: role.visitTypeId, start: new Date('2026-12-01T15:00:00Z') };
    const hold = await holdSlot(actor, at, deps);
    const details = { ...VISIT_DETAILS, accessNeeds: [] };
    await bookAppointment(actor, { appointmentId: hold.appointmentId, details }, systemIds.uuid(), deps);
    expect(await importBusyFile(practice, { roleId: role.roleId, text: busyAt('15') }, deps)).toBe(1);
    expect(await findAppointment(actor, hold.appointmentId, deps)).toMatchObject({ status: 'booked', needsReschedule: false });
  });

  it('is set for its own roles only, by safe addresses only, and kept sealed without titles', async () => {
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'ok',
        (error) => (isAppError(error) ? error.code : Promise.reject(error)),
      );
    const other = await createBookableRole(database);
    expect(await codeOf(followFeed(practice, { roleId: other.roleId, url: URL_TEXT }, deps))).toBe('NOT_FOUND');
    expect(await codeOf(followFeed(practice, { roleId: role.roleId, url: 'http://10.0.0.1/' }, deps))).toBe('INVALID');
    expect(await codeOf(importBusyFile(practice, { roleId: role.roleId, text: 'nothing' }, deps))).toBe('INVALID');
    await followFeed(practice, { roleId: role.roleId, url: URL_TEXT }, deps);
    await read(busyAt('15'));
    const rows = await database.asOwner<{ text: string }>(
      `SELECT coalesce(encode(url, 'escape'), '') || (SELECT string_agg(c::text, '') FROM claim c) AS text FROM busy_feed`,
    );
    expect(JSON.stringify(rows)).not.toMatch(/private-1234|Secret lunch/);
  });
});
