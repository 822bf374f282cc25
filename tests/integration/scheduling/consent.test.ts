import { beforeEach, describe, expect, it } from 'vitest';
import type { PracticeActor } from '@/lib/auth/actor';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { cancelAppointment } from '@/lib/scheduling/commands';
import { bookAppointment, moveAppointment } from '@/lib/scheduling/commands-booking';
import { confirmConsent, readConsentVisit } from '@/lib/scheduling/commands-consent';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import type { VisitDetails } from '@/lib/scheduling/model';
import { readPracticeWeek } from '@/lib/scheduling/queries-practice';
import { type BookableRole, createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };
const MINOR: VisitDetails = { ...VISIT_DETAILS, accessNeeds: [], birthDate: '2011-02-03' };
const CHECK = { basis: 'minor_90_21_5', clinician: 'Dr. Rosa Test', licence: 'physician' } as const;
let role: BookableRole;
let other: BookableRole;
let practice: PracticeActor;

const practiceOf = async ({ roleId }: BookableRole): Promise<PracticeActor> => {
  const sql = 'SELECT organization_id AS id FROM practitioner_role WHERE id = $1';
  const [row] = await database.asOwner<{ id: string }>(sql, [roleId]);
  return { kind: 'practice', staffId: systemIds.uuid(), organizationId: row?.id ?? '' };
};

async function book(details: VisitDetails = MINOR) {
  const actor = createVisitor();
  const start = new Date('2026-12-01T15:00:00Z');
  const hold = await holdSlot(actor, { roleId: role.roleId, visitTypeId: role.visitTypeId, start }, deps);
  const { result } = await bookAppointment(actor, { appointmentId: hold.appointmentId, details }, systemIds.uuid(), deps);
  return { actor, id: result.id };
}

const personOf = async (who: PracticeActor, roleId: string) => {
  const { days } = await readPracticeWeek(who, { roleId, week: '2026-12-01' }, deps);
  return days.flatMap(({ visits }) => visits).at(0)?.person;
};

beforeEach(async () => {
  role = await createBookableRole(database);
  other = await createBookableRole(database);
  practice = await practiceOf(role);
});

describe('the consent to a minor’s visit', () => {
  it('is asked for until a clinician of the practice confirmed it, by name and licence and with its date', async () => {
    const { id } = await book();
    expect(await personOf(practice, role.roleId)).toMatchObject({ asksConsent: true, consentCheck: null });
    await confirmConsent(practice, { ...CHECK, appointmentId: id }, deps);
    expect((await personOf(practice, role.roleId))?.consentCheck).toMatchObject({ ...CHECK, at: '2026-11-23T14:00:00.000Z' });
    await confirmConsent(practice, { ...CHECK, basis: 'parent', appointmentId: id }, deps);
    expect((await readConsentVisit(practice, id)).visit.person?.consentCheck?.basis).toBe('parent');
  });

  it('is sealed with the visit and in the trail by its codes, without the clinician’s name', async () => {
    const { id } = await book();
    await confirmConsent(practice, { ...CHECK, appointmentId: id }, deps);
    const [row] = await database.asOwner<{ line: string }>('SELECT a::text AS line FROM appointment a WHERE id = $1', [id]);
    expect(row?.line).not.toMatch(/minor_90|Rosa/);
    const trail = await database.asOwner<{ actor: string; detail: object }>(
      "SELECT actor, detail FROM audit_event WHERE action = 'appointment.consent-confirmed' AND subject = $1",
      [`appointment:${id}`],
    );
    expect(trail).toEqual([{ actor: `practice:${practice.staffId}`, detail: { basis: 'minor_90_21_5', licence: 'physician' } }]);
  });

  it('does not exist for another practice, nor for adults who said nothing about it', async () => {
    const { id } = await book();
    const stranger = await practiceOf(other);
    await expect(confirmConsent(stranger, { ...CHECK, appointmentId: id }, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(readConsentVisit(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    role = await createBookableRole(database);
    const adult = await book({ ...VISIT_DETAILS, accessNeeds: [] });
    const own = await practiceOf(role);
    await expect(confirmConsent(own, { ...CHECK, appointmentId: adult.id }, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is confirmed anew by the practice a visit moves to, and not at all for a cancelled one', async () => {
    const { actor, id } = await book();
    await confirmConsent(practice, { ...CHECK, appointmentId: id }, deps);
    const start = new Date('2026-12-02T15:00:00Z');
    const to = { roleId: other.roleId, visitTypeId: other.visitTypeId, start, movingId: id };
    await holdSlot(actor, to, deps);
    await moveAppointment(actor, id, systemIds.uuid(), deps);
    const next = await practiceOf(other);
    expect(await personOf(next, other.roleId)).toMatchObject({ asksConsent: true, consentCheck: null });
    await cancelAppointment(actor, id, deps);
    await expect(confirmConsent(next, { ...CHECK, appointmentId: id }, deps)).rejects.toMatchObject({ code: 'NOT_ACTIVE' });
  });
});
