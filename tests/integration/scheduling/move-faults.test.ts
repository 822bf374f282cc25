import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { bookAppointment, moveAppointment, rescheduleAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { type BookableRole, createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';
import { type Gate, openGate } from '../../support/gate';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };
const details = { ...VISIT_DETAILS, contactWay: 'text' as const, accessNeeds: [] };
const OLD = '2026-12-01T15:00:00.000Z';
const NEW = '2026-12-01T17:00:00.000Z';
let gate: Gate;
let role: BookableRole;

beforeAll(async () => {
  const url = new URL(database.appUrl);
  gate = await openGate({ host: url.hostname, port: Number(url.port) });
  url.port = String(gate.port);
  // Before the application's first question, which makes its pool.
  process.env.DATABASE_APP_URL = url.toString();
});
afterAll(() => gate.close());

interface Visit {
  readonly actor: ReturnType<typeof createVisitor>;
  readonly id: string;
}

async function booked(): Promise<Visit> {
  role = await createBookableRole(database);
  const actor = createVisitor();
  const hold = await holdSlot(actor, { ...role, start: new Date(OLD) }, deps);
  await bookAppointment(actor, { appointmentId: hold.appointmentId, details }, 'book', deps);
  return { actor, id: hold.appointmentId };
}

const MOVES = {
  'to a time that was held before': {
    prepare: ({ actor, id }: Visit) => holdSlot(actor, { ...role, start: new Date(NEW), movingId: id }, deps),
    move: ({ actor, id }: Visit) => moveAppointment(actor, id, 'move', deps),
  },
  'in one step': {
    prepare: async () => null,
    move: ({ actor, id }: Visit) =>
      rescheduleAppointment(actor, { appointmentId: id, to: { ...role, start: new Date(NEW) } }, 'move', deps),
  },
} as const;

/** All that a move changes, as one text: it must be all old or all new. */
async function stateOf({ id }: Visit): Promise<string> {
  const [row] = await database.asOwner<{ state: string }>(
    `SELECT concat_ws(' ', a.status, to_char(a.starts_at AT TIME ZONE 'UTC', 'HH24:MI'), 'sequence', a.ics_sequence,
       'booked', (SELECT string_agg(to_char(lower(during) AT TIME ZONE 'UTC', 'HH24:MI'), ',') FROM claim
         WHERE appointment_id = a.id AND status = 'booked'),
       'audited', (SELECT count(*) FROM audit_event WHERE subject = 'appointment:' || a.id AND action = 'appointment.moved'),
       'told', (SELECT count(*) FROM notification WHERE subject = 'appointment:' || a.id AND template = 'visitMoved'),
       'practice', (SELECT count(*) FROM pgboss.job WHERE name = 'practice.tell' AND data->>'appointmentId' = a.id::text),
       'kept', (SELECT count(*) FROM idempotency_key WHERE scope_id = a.member_id AND key = 'move')) AS state
     FROM appointment a WHERE a.id = $1`,
    [id],
  );
  return row?.state ?? '';
}
const IS_OLD = 'booked 15:00 sequence 0 booked 15:00 audited 0 told 0 practice 1 kept 0';
const IS_NEW = 'booked 17:00 sequence 1 booked 17:00 audited 1 told 1 practice 2 kept 1';

describe.each(Object.entries(MOVES))('a move %s', (_name, { prepare, move }) => {
  it('that loses its connection at any point is whole or has not happened, and succeeds once when it is pressed again', async () => {
    const seen = new Set<string>();
    let cuts = 0;
    for (; ; cuts++) {
      const visit = await booked();
      await prepare(visit);
      gate.cutAfter(cuts);
      await move(visit).catch(() => null);
      const cut = gate.wasCut();
      const state = await stateOf(visit);
      expect([IS_OLD, IS_NEW]).toContain(state);
      seen.add(state);
      await move(visit);
      expect(await stateOf(visit)).toBe(IS_NEW);
      if (!cut) break;
    }
    // Everything from the first question to the commit was cut once.
    expect(cuts).toBeGreaterThan(15);
    expect(seen.has(IS_OLD)).toBe(true);
  });

  it.each(['claim', 'appointment', 'notification', 'notification_subject', 'pgboss.job', 'audit_event', 'idempotency_key'])(
    'that the database refuses at the table %s leaves the old time booked',
    async (table) => {
      const visit = await booked();
      await prepare(visit);
      await database.asOwner(
        `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`,
      );
      await database.asOwner(`CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse()`);
      await expect(move(visit)).rejects.toThrow();
      await database.asOwner(`DROP TRIGGER refuse ON ${table}`);
      expect(await stateOf(visit)).toBe(IS_OLD);
      await move(visit);
      expect(await stateOf(visit)).toBe(IS_NEW);
    },
  );
});
