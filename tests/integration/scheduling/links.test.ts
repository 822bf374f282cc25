import { beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { deliverNotifications } from '@/lib/notifications/commands';
import { listMailbox } from '@/lib/notifications/queries';
import { cancelAppointment } from '@/lib/scheduling/commands';
import { bookAppointment } from '@/lib/scheduling/commands-booking';
import { requestCallBack } from '@/lib/scheduling/commands-call-back';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { cancelByLink, confirmByLink, moveByLink } from '@/lib/scheduling/commands-links';
import { readLinkToken, writeLinkToken } from '@/lib/scheduling/link-token';
import type { VisitDetails } from '@/lib/scheduling/model';
import { findAppointment } from '@/lib/scheduling/queries';
import { findByLink } from '@/lib/scheduling/queries-links';
import { type BookableRole, createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };
const MAIL: VisitDetails = {
  ...VISIT_DETAILS,
  contactWay: 'email',
  phone: null,
  email: 'ana@example.com',
  accessNeeds: [],
};
const START = '2026-12-01T19:00:00Z';
const LATER = { start: new Date('2026-12-03T15:00:00Z') };
let role: BookableRole;
let visit: { id: string; actor: ReturnType<typeof createVisitor> };

beforeEach(async () => {
  clock.set('2026-11-23T14:00:00Z');
  await database.asOwner('TRUNCATE notification, local_mail, notification_subject, task');
  role = await createBookableRole(database);
  const actor = createVisitor();
  const where = { roleId: role.roleId, visitTypeId: role.visitTypeId, start: new Date(START) };
  const hold = await holdSlot(actor, where, deps);
  const booking = { appointmentId: hold.appointmentId, details: MAIL, locale: 'en' } as const;
  visit = { actor, id: (await bookAppointment(actor, booking, systemIds.uuid(), deps)).result.id };
});

/** The links of the newest reminder, as they stand in the mail. */
async function reminderLinks(): Promise<Record<'confirm' | 'move' | 'cancel', string>> {
  clock.set('2026-11-30T19:00:00Z');
  await deliverNotifications({ ...deps, transportOf: () => null, mailbox: true });
  const newest = (await listMailbox()).find((entry) => entry.text.includes('/v/'));
  const tokens = [...(newest?.text ?? '').matchAll(/\/en\/v\/([\w-]+)/g)].map(([, token]) => token ?? '');
  const named = Object.fromEntries(tokens.map((token) => [readLinkToken(token)?.purpose, token]));
  return named as Record<'confirm' | 'move' | 'cancel', string>;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => (isAppError(error) ? error.code : Promise.reject(error)),
  );

describe('links in a reminder', () => {
  it('come by mail, one for each purpose, with nothing personal in address or page', async () => {
    const links = await reminderLinks();
    expect(Object.keys(links).sort()).toEqual(['cancel', 'confirm', 'move']);
    const view = JSON.stringify(await findByLink(links.confirm, deps));
    for (const secret of ['Ana', 'Reyes', '1990', 'ana@example.com', role.roleId]) expect(view).not.toContain(secret);
    expect(Buffer.from(links.confirm, 'base64url').toString('latin1')).not.toContain('Ana');
  });

  it('confirm, again and again, without touching the reminders that wait', async () => {
    const { confirm } = await reminderLinks();
    await confirmByLink(confirm, deps);
    await confirmByLink(confirm, deps);
    expect(await findAppointment(visit.actor, visit.id, deps)).toMatchObject({ status: 'booked', confirmed: true });
    expect(await findByLink(confirm, deps)).toMatchObject({ state: 'confirmed' });
    const waiting = await database.asOwner(`SELECT id FROM notification WHERE status = 'queued' AND template = 'visitReminder'`);
    expect(waiting).toHaveLength(1);
  });

  it('cancel once, and show it afterwards', async () => {
    const { cancel, confirm } = await reminderLinks();
    const after = await cancelByLink(cancel, deps);
    expect(await findAppointment(visit.actor, visit.id, deps)).toMatchObject({ status: 'cancelled' });
    expect(await findByLink(after, deps)).toMatchObject({ state: 'cancelled' });
    // A second press of the same button.
    expect(await cancelByLink(cancel, deps)).toBe(after);
    expect(await codeOf(confirmByLink(confirm, deps))).toBe('NOT_ACTIVE');
  });

  it('move to a free time; the old links are over then, and the old time is free', async () => {
    const { move, confirm } = await reminderLinks();
    const slots = (await findByLink(move, deps))?.slots ?? [];
    expect(slots.map((slot) => slot.start.toISOString())).not.toContain(new Date(START).toISOString());
    const next = await moveByLink(move, { visitTypeId: role.visitTypeId, ...LATER }, 'k1', deps);
    expect(await findAppointment(visit.actor, visit.id, deps)).toMatchObject({ status: 'booked', ...LATER });
    expect(await findByLink(next, deps)).toMatchObject({ purpose: 'confirm', visit: LATER });
    expect(await findByLink(move, deps)).toBeNull();
    expect(await moveByLink(move, { visitTypeId: role.visitTypeId, ...LATER }, 'k1', deps)).toBe(next);
    const elsewhere = { visitTypeId: role.visitTypeId, start: new Date('2026-12-04T15:00:00Z') };
    expect(await codeOf(moveByLink(move, elsewhere, 'k2', deps))).toBe('NOT_ACTIVE');
    expect(await codeOf(confirmByLink(confirm, deps))).toBe('NOT_ACTIVE');
  });

  it('keep the old time when somebody else has the new one', async () => {
    const { move } = await reminderLinks();
    const other = { roleId: role.roleId, visitTypeId: role.visitTypeId, ...LATER };
    await holdSlot(createVisitor(), other, deps);
    expect(await codeOf(moveByLink(move, other, 'k2', deps))).toBe('SLOT_TAKEN');
    expect(await findAppointment(visit.actor, visit.id, deps)).toMatchObject({ status: 'booked', start: new Date(START) });
  });

  it('do only what they are for, and nothing once the visit has begun or when they are forged', async () => {
    const { confirm, move } = await reminderLinks();
    expect(await codeOf(cancelByLink(confirm, deps))).toBe('NOT_ACTIVE');
    const target = readLinkToken(confirm);
    const forged = writeLinkToken({ ...(target ?? { purpose: 'confirm', version: 1 }), appointmentId: systemIds.uuid() });
    expect(await codeOf(confirmByLink(forged, deps))).toBe('NOT_ACTIVE');
    const bent = `${confirm.slice(0, -1)}${confirm.endsWith('A') ? 'Q' : 'A'}`;
    expect(readLinkToken(bent)).toBeNull();
    clock.set(START);
    expect(await codeOf(confirmByLink(confirm, deps))).toBe('NOT_ACTIVE');
    expect(await findByLink(move, deps)).toBeNull();
  });

  it('are over when the visit was cancelled in another way', async () => {
    const { confirm } = await reminderLinks();
    await cancelAppointment(visit.actor, visit.id, deps);
    expect(await findByLink(confirm, deps)).toBeNull();
  });
});

describe('when no time fits', () => {
  const person = { firstName: 'Ana', phone: '+17045550123', voiceMessage: 'no', safeTimes: 'any', locale: 'en' } as const;

  it('a call is owned by the access staff, due by the end of the next business day', async () => {
    const actor = createVisitor();
    const receipt = await requestCallBack(actor, { ...person, roleId: role.roleId, needLevel: 'routine' }, deps);
    expect(receipt.dueAt.toISOString()).toBe('2026-11-25T05:00:00.000Z');
    const rows = await database.asOwner(`SELECT kind, owner, status, detail->>'roleId' AS role FROM task`);
    expect(rows).toEqual([{ kind: 'scheduling.no-time', owner: 'access', status: 'open', role: role.roleId }]);
  });

  it('P8: the call is never due after the access standard wants the person seen', async () => {
    const due = async (needLevel: 'emergent' | 'urgent') =>
      (await requestCallBack(createVisitor(), { ...person, roleId: '', needLevel }, deps)).dueAt.toISOString();
    expect(await due('emergent')).toBe('2026-11-23T16:00:00.000Z');
    expect(await due('urgent')).toBe('2026-11-25T05:00:00.000Z');
  });

  it('asking twice gives the same reference, and name and number are unreadable in the table', async () => {
    const actor = createVisitor();
    const ask = () => requestCallBack(actor, { ...person, roleId: role.roleId, needLevel: 'routine' }, deps);
    expect((await ask()).reference).toBe((await ask()).reference);
    const [row] = await database.asOwner<{ n: number; text: string }>(
      `SELECT count(*)::int AS n, string_agg(task::text, '') AS text FROM task`,
    );
    expect(row?.n).toBe(1);
    expect(row?.text).not.toMatch(/Ana|7045550123/);
  });
});
