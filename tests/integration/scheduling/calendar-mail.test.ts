import { beforeEach, expect, it } from 'vitest';
import { addStaff } from '@/lib/auth/staff';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { deliverNotifications } from '@/lib/notifications/commands';
import type { Envelope } from '@/lib/notifications/model';
import { cancelAppointment } from '@/lib/scheduling/commands';
import { bookAppointment, rescheduleAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { tellPractice } from '@/lib/scheduling/commands-practice';
import { createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { readWithIcalJs, readWithNodeIcal } from '../../support/calendar-readers';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-10-20T14:00:00Z');
const deps = { clock, ids: systemIds };
const details = { ...VISIT_DETAILS, accessNeeds: [] };
const sent: Envelope[] = [];

/** Runs the jobs that tell practices, and delivers. */
async function work(): Promise<void> {
  const jobs = await database.asOwner<{ data: { appointmentId: string; version: number } }>(
    "DELETE FROM pgboss.job WHERE name = 'practice.tell' RETURNING data",
  );
  for (const { data } of jobs) await tellPractice(data, deps);
  const transportOf = () => ({ send: async (envelope: Envelope) => void sent.push(envelope) });
  await deliverNotifications({ ...deps, transportOf, mailbox: false });
}

beforeEach(() => {
  sent.length = 0;
});

it.each([
  ['autumn', '2026-10-20T14:00:00Z', '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'],
  ['spring', '2027-03-01T14:00:00Z', '2027-03-14T06:30:00.000Z', '2027-03-14T07:00:00.000Z'],
])(
  'what a practice is mailed about a visit across the %s change is read alike by two readers, in rising order, and says nothing of person, provider or condition',
  async (_season, now, first, second) => {
    clock.set(now);
    const role = await createBookableRole(database);
    const organizations = 'SELECT organization_id AS id FROM practitioner_role WHERE id = $1';
    const [practice] = await database.asOwner<{ id: string }>(organizations, [role.roleId]);
    const email = { kind: 'email', text: `desk-${role.roleId}@practice.example` } as const;
    await addStaff({ role: 'practice', organizationId: practice?.id ?? '', email }, 'test');
    const actor = createVisitor();
    const hold = await holdSlot(actor, { ...role, start: new Date(first) }, deps);
    const { result } = await bookAppointment(actor, { appointmentId: hold.appointmentId, details }, systemIds.uuid(), deps);
    await work();
    await rescheduleAppointment(actor, { appointmentId: result.id, to: { ...role, start: new Date(second) } }, 'move', deps);
    await work();
    await cancelAppointment(actor, result.id, deps);
    await work();

    const files = sent.map((envelope) => envelope.calendar?.text ?? '');
    const read = files.map(readWithIcalJs);
    expect(files.map(readWithNodeIcal)).toEqual(read);
    const later = (start: string) => new Date(Date.parse(start) + 3_600_000).toISOString();
    const always = { uid: result.id, summary: 'Appointment' };
    expect(read).toEqual([
      { ...always, method: 'REQUEST', status: 'CONFIRMED', sequence: 0, start: first, end: later(first) },
      { ...always, method: 'REQUEST', status: 'CONFIRMED', sequence: 1, start: second, end: later(second) },
      { ...always, method: 'CANCEL', status: 'CANCELLED', sequence: 2, start: second, end: later(second) },
    ]);
    for (const file of files) {
      expect(file).not.toMatch(/Ana|Reyes|1990|Test practice|LOCATION|DESCRIPTION|ATTENDEE/);
      expect(file).not.toMatch(/health|mental|behavio|counsel|therap|clinic|psych|addict|crisis/i);
    }
  },
);
