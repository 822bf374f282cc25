import { describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import { systemIds } from '@/lib/ids';
import { cancelAppointment, findAppointmentByCode, releaseHold } from '@/lib/scheduling/commands';
import { bookAppointment, moveAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { findAppointment, openSlots, soonestSlots } from '@/lib/scheduling/queries';
import { DETAILS, ELEVEN, TEN, useBookingScene } from '../../factories/booking-scene';
import { createBookableRole, createVisitor } from '../../factories/schedule-rows';

const scene = useBookingScene();
const { database, clock, deps, hold, booked, codeOf, claims } = scene;

describe('holding a time', () => {
  it('P7: keeps it from others for 10 minutes, to the millisecond', async () => {
    const held = await hold();
    expect(held.expiresAt.toISOString()).toBe('2026-11-23T14:10:00.000Z');
    clock.set('2026-11-23T14:09:59.999Z');
    expect(await codeOf(hold())).toBe('SLOT_TAKEN');
    clock.set('2026-11-23T14:10:00.000Z');
    const next = await hold();
    expect(next.appointmentId).not.toBe(held.appointmentId);
    expect(await claims(held.appointmentId)).toMatchObject([{ status: 'expired' }]);
  });

  it('P7: is invisible to its own holder and hides the time from everyone else', async () => {
    const ana = createVisitor();
    await hold(ana);
    const window = { roleId: scene.role.roleId, from: TEN, to: new Date(TEN.getTime() + 1) };
    expect(await openSlots(ana, window, deps)).toHaveLength(1);
    expect(await openSlots(createVisitor(), window, deps)).toHaveLength(0);
    clock.set('2026-11-23T14:10:00.000Z');
    expect(await openSlots(createVisitor(), window, deps)).toHaveLength(1);
  });

  it('gives the same hold for a second press on the same time', async () => {
    const ana = createVisitor();
    const first = await hold(ana);
    expect(await hold(ana)).toEqual({ ...first, again: true });
  });

  it('P7: allows three at once and no fourth, and one for each appointment', async () => {
    const ana = createVisitor();
    const days = [1, 2, 3, 4].map((day) => new Date(`2026-12-0${day}T15:00:00Z`));
    const first = await hold(ana, days[0]);
    await hold(ana, days[1]);
    await hold(ana, days[2]);
    expect(await codeOf(hold(ana, days[3]))).toBe('TOO_MANY_HOLDS');
    const other = await hold(ana, days[3], { replaces: first.appointmentId });
    expect(other.start).toEqual(days[3]);
    expect((await claims(first.appointmentId)).map((claim) => claim.status)).toEqual(['released']);
    await releaseHold(ana, other.appointmentId, deps);
    expect(await codeOf(hold(ana, days[0]))).toBe('ok');
  });

  it('P11: refuses times that are past, too soon, not offered, or of an unknown role', async () => {
    expect(await codeOf(hold(createVisitor(), new Date('2026-11-23T13:00:00Z')))).toBe('SLOT_IN_PAST');
    expect(await codeOf(hold(createVisitor(), new Date('2026-12-01T15:07:00Z')))).toBe('NOT_A_SLOT');
    expect(await codeOf(hold(createVisitor(), new Date('2027-06-01T15:00:00Z')))).toBe('NOT_A_SLOT');
    expect(await codeOf(hold(createVisitor(), TEN, { roleId: systemIds.uuid() }))).toBe('NOT_A_SLOT');
    expect(await codeOf(hold(createVisitor(), TEN, { roleId: 'x' }))).toBe('NOT_A_SLOT');
  });

  it('names three other times that are free to the person who lost one', async () => {
    await hold();
    const bo = createVisitor();
    const error = await hold(bo).catch((thrown) => thrown);
    expect(isAppError(error, 'SLOT_TAKEN')).toBe(true);
    const { alternatives } = error.data as { alternatives: { start: Date }[] };
    expect(alternatives).toHaveLength(3);
    for (const { start } of alternatives) {
      const held = await hold(bo, start);
      expect(held.start).toEqual(start);
      await releaseHold(bo, held.appointmentId, deps);
    }
  });

  it('explains a conflict with another visit of the same person', async () => {
    const ana = createVisitor();
    const visit = await booked(ana);
    const other = await createBookableRole(database);
    const error = await holdSlot(ana, { roleId: other.roleId, visitTypeId: other.visitTypeId, start: TEN }, deps).catch(
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ code: 'MEMBER_CONFLICT', data: { appointmentId: visit.id } });
    // P2: one that begins when the other ends is no conflict.
    expect(await codeOf(holdSlot(ana, { roleId: other.roleId, visitTypeId: other.visitTypeId, start: ELEVEN }, deps))).toBe('ok');
  });

  it('leaves the earlier hold in place when the other time cannot be had', async () => {
    await hold(createVisitor(), ELEVEN);
    const ana = createVisitor();
    const first = await hold(ana);
    expect(await codeOf(hold(ana, ELEVEN, { replaces: first.appointmentId }))).toBe('SLOT_TAKEN');
    expect(await claims(first.appointmentId)).toMatchObject([{ status: 'held' }]);
  });
});

describe('booking', () => {
  it('needs no account and gives a code for coming back with the birth date', async () => {
    const visit = await booked();
    expect(visit).toMatchObject({ status: 'booked', start: TEN, details: DETAILS, icsSequence: 0 });
    const elsewhere = createVisitor();
    expect(await findAppointment(elsewhere, visit.id, deps)).toBeNull();
    const typed = `${visit.code?.slice(0, 4).toLowerCase()} ${visit.code?.slice(4)}`;
    const found = await findAppointmentByCode(elsewhere, { code: typed, birthDate: '1990-02-03', network: 'local' }, deps);
    expect(found.id).toBe(visit.id);
    expect((await findAppointment(elsewhere, visit.id, deps))?.details?.firstName).toBe('Ana');
    clock.advance(2 * 3_600_000);
    expect(await findAppointment(elsewhere, visit.id, deps)).toBeNull();
  });

  it('says the same for a wrong code and a wrong birth date, and stops after five tries', async () => {
    const visit = await booked();
    const tryWith = (code: string, birthDate: string) =>
      codeOf(findAppointmentByCode(createVisitor(), { code, birthDate, network: 'local' }, deps));
    expect(await tryWith('CCCC CCCC', '1990-02-03')).toBe('CODE_UNKNOWN');
    for (let count = 0; count < 5; count++) expect(await tryWith(visit.code ?? '', '1990-02-04')).toBe('CODE_UNKNOWN');
    expect(await tryWith(visit.code ?? '', '1990-02-03')).toBe('TOO_MANY');
  });

  it('replays the answer of a key, and refuses the key for another request', async () => {
    const ana = createVisitor();
    const held = await hold(ana);
    const key = systemIds.uuid();
    const first = await bookAppointment(ana, { appointmentId: held.appointmentId, details: DETAILS }, key, deps);
    clock.advance(3_600_000);
    const again = await bookAppointment(ana, { appointmentId: held.appointmentId, details: DETAILS }, key, deps);
    expect(first.replayed).toBe(false);
    expect(again).toMatchObject({ replayed: true, result: { id: first.result.id, code: first.result.code } });
    const changed = { ...DETAILS, firstName: 'Bea' };
    expect(await codeOf(bookAppointment(ana, { appointmentId: held.appointmentId, details: changed }, key, deps))).toBe(
      'KEY_REUSED',
    );
    expect(await codeOf(bookAppointment(ana, { appointmentId: held.appointmentId, details: DETAILS }, '', deps))).toBe(
      'KEY_MISSING',
    );
    const [count] = await database.asOwner(`SELECT count(*)::int AS n FROM audit_event WHERE subject = $1`, [
      `appointment:${first.result.id}`,
    ]);
    expect(count).toEqual({ n: 1 });
  });

  it('happens once when two presses of one button arrive together', async () => {
    const ana = createVisitor();
    const held = await hold(ana);
    const key = systemIds.uuid();
    const press = () => bookAppointment(ana, { appointmentId: held.appointmentId, details: DETAILS }, key, deps);
    const answers = await Promise.all([press(), press(), press()]);
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.result.code)).size).toBe(1);
  });

  it('P11: answers 410 once the hold has passed, and the same under its key later', async () => {
    const ana = createVisitor();
    const held = await hold(ana);
    clock.set('2026-11-23T14:10:00.000Z');
    const key = systemIds.uuid();
    const book = () => bookAppointment(ana, { appointmentId: held.appointmentId, details: DETAILS }, key, deps);
    const error = await book().catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'HOLD_EXPIRED', status: 410 });
    expect((error.data as { alternatives: unknown[] }).alternatives).toHaveLength(3);
    await hold(ana);
    expect(await codeOf(book())).toBe('HOLD_EXPIRED');
  });

  it('shows nobody else’s booking: foreign and unknown ids answer alike', async () => {
    const visit = await booked();
    const stranger = createVisitor();
    for (const id of [visit.id, systemIds.uuid(), 'x']) {
      expect(await codeOf(cancelAppointment(stranger, id, deps))).toBe('NOT_FOUND');
      expect(await codeOf(moveAppointment(stranger, id, 'key', deps))).toBe('NOT_FOUND');
      expect(await codeOf(bookAppointment(stranger, { appointmentId: id, details: DETAILS }, 'key', deps))).toBe('NOT_FOUND');
    }
  });

  it('keeps personal details unreadable in the table and bound to their row', async () => {
    const [ana, bea] = [await booked(), await booked(createVisitor(), ELEVEN)];
    const [row] = await database.asOwner<{ text: string }>(
      `SELECT encode(details, 'escape') AS text FROM appointment WHERE id = $1`,
      [ana.id],
    );
    expect(row?.text).not.toContain('Reyes');
    await database.asOwner('UPDATE appointment SET details = (SELECT details FROM appointment WHERE id = $1) WHERE id = $2', [
      ana.id,
      bea.id,
    ]);
    const [moved] = await database.asOwner<{ member_id: string }>('SELECT member_id FROM appointment WHERE id = $1', [bea.id]);
    const view = await findAppointment({ kind: 'visitor', journeyId: moved?.member_id ?? '' }, bea.id, deps);
    expect(view?.details).toBeNull();
  });

  it('cannot be undone by SQL that goes around the commands', async () => {
    const visit = await booked();
    await expect(
      database.asOwner(
        `INSERT INTO claim (id, appointment_id, practitioner_role_id, member_id, during, busy, status, created_at, updated_at)
         SELECT gen_random_uuid(), gen_random_uuid(), practitioner_role_id, gen_random_uuid(), during, busy, 'booked', now(), now()
         FROM claim WHERE appointment_id = $1`,
        [visit.id],
      ),
    ).rejects.toMatchObject({ code: '23P01' });
  });
});

it('finds the soonest time of each role, past its busy ones', async () => {
  const full = await createBookableRole(database, { hours: [540, 600], horizonDays: 1 });
  const start = new Date('2026-11-24T14:00:00Z');
  clock.set('2026-11-23T15:30:00Z');
  await holdSlot(createVisitor(), { roleId: full.roleId, visitTypeId: full.visitTypeId, start }, deps);
  const found = await soonestSlots([scene.role.roleId, full.roleId, systemIds.uuid()], clock.now());
  expect([...found.keys()]).toEqual([scene.role.roleId]);
  expect(found.get(scene.role.roleId)?.start.toISOString()).toBe('2026-11-23T15:30:00.000Z');
});
