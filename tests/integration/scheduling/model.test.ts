import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import { fixedClock } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { cancelAppointment, releaseHold } from '@/lib/scheduling/commands';
import { addBlackout } from '@/lib/scheduling/commands-blackout';
import { bookAppointment, moveAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { type BookableRole, createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const HOUR = 3_600_000;
const BASE = Date.parse('2026-12-01T15:00:00Z');
const PRACTICE = { kind: 'system', name: 'practice' } as const;
const RUNS = Number(process.env.MODEL_RUNS ?? 15);

/** What one visit should keep, said the simple way: at most one booked start and one held start with its end. */
interface Expected {
  id: string;
  owner: number;
  role: number;
  booked: number | null;
  held: { start: number; until: number } | null;
  /** The practice took its time back. */
  flagged: boolean;
}

/** Time out of a role's book, `[from, to)`. */
interface Blackout {
  role: number;
  from: number;
  to: number;
}

const step = fc.record({
  what: fc.constantFrom('hold', 'hold', 'hold', 'book', 'book', 'move', 'confirm', 'cancel', 'release', 'wait', 'blackout'),
  who: fc.nat(2),
  role: fc.nat(1),
  /** Half hours from the base: one-hour visits, so neighbours overlap. */
  at: fc.nat(5),
});

const codeOf = async (work: Promise<unknown>) =>
  work.then(() => 'ok').catch((error) => (isAppError(error) ? error.code : Promise.reject(error)));

it('holds, bookings, moves, cancellations, expiries and blackouts agree with a simple model, whatever the order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const clock = fixedClock('2026-11-23T14:00:00Z');
      const deps = { clock, ids: systemIds };
      const roles: BookableRole[] = [await createBookableRole(database), await createBookableRole(database)];
      const people = [createVisitor(), createVisitor(), createVisitor()];
      let visits: Expected[] = [];
      const blackouts: Blackout[] = [];
      const live = (visit: Expected) => (visit.held && visit.held.until > clock.now().getTime() ? visit.held : null);
      const closed = (start: number, role: number) =>
        blackouts.some((off) => off.role === role && off.from < start + HOUR && start < off.to);
      const taken = (start: number, role: number, who: number, except?: string) =>
        closed(start, role) ||
        visits.some((visit) => {
          if (visit.id === except || (visit.role !== role && visit.owner !== who)) return false;
          return [visit.booked, live(visit)?.start ?? null].some((other) => other !== null && Math.abs(other - start) < HOUR);
        });
      for (const { what, who, role, at } of steps) {
        const actor = people[who] ?? createVisitor();
        const place = roles[role];
        const start = BASE + at * (HOUR / 2);
        const own = visits.filter((visit) => visit.owner === who);
        const holds = own.filter(live).length;
        const pending = own.find((visit) => visit.booked === null);
        const standing = own.find((visit) => visit.booked !== null);
        const input = place && { roleId: place.roleId, visitTypeId: place.visitTypeId, start: new Date(start) };
        const until = clock.now().getTime() + 600_000;
        if (what === 'wait') clock.advance(7 * 60_000);
        if (what === 'hold' && input) {
          const same = own.find((visit) => visit.role === role && live(visit)?.start === start);
          const free = same || (holds < 3 && !taken(start, role, who));
          const hold = await holdSlot(actor, input, deps).catch((error) => (isAppError(error) ? null : Promise.reject(error)));
          expect(hold !== null).toBe(Boolean(free));
          if (hold && !same)
            visits.push({ id: hold.appointmentId, owner: who, role, booked: null, held: { start, until }, flagged: false });
        }
        if (what === 'book' && pending) {
          const details = { ...VISIT_DETAILS, accessNeeds: [] };
          const held = live(pending);
          const code = await codeOf(bookAppointment(actor, { appointmentId: pending.id, details }, systemIds.uuid(), deps));
          expect(code).toBe(held ? 'ok' : 'HOLD_EXPIRED');
          if (held) Object.assign(pending, { booked: held.start, held: null });
          else visits = visits.filter((visit) => visit !== pending);
        }
        if (what === 'move' && standing && input && standing.role === role) {
          const free =
            live(standing)?.start === start || (holds - (live(standing) ? 1 : 0) < 3 && !taken(start, role, who, standing.id));
          const code = await codeOf(holdSlot(actor, { ...input, movingId: standing.id }, deps));
          expect(code === 'ok').toBe(free);
          if (free && live(standing)?.start !== start) standing.held = { start, until };
        }
        if (what === 'confirm' && standing) {
          const held = live(standing);
          const code = await codeOf(moveAppointment(actor, standing.id, systemIds.uuid(), deps));
          expect(code).toBe(held ? 'ok' : 'HOLD_EXPIRED');
          if (held) Object.assign(standing, { booked: held.start, held: null, flagged: false });
        }
        if (what === 'blackout' && place) {
          // An hour from one of the starts on: it may meet visits and holds at their beginning or end.
          const off = { role, from: start, to: start + HOUR };
          const meets = (time: number | null) => time !== null && off.from < time + HOUR && time < off.to;
          const told = visits.filter((visit) => visit.role === role && meets(visit.booked));
          const stretch = { roleId: place.roleId, from: new Date(off.from), to: new Date(off.to) };
          expect([...(await addBlackout(PRACTICE, stretch, deps))].sort()).toEqual(told.map((visit) => visit.id).sort());
          for (const visit of told) visit.flagged = true;
          for (const visit of visits) if (visit.role === role && meets(visit.held?.start ?? null)) visit.held = null;
          blackouts.push(off);
        }
        if (what === 'cancel' && standing) {
          expect(await codeOf(cancelAppointment(actor, standing.id, deps))).toBe('ok');
          visits = visits.filter((visit) => visit !== standing);
        }
        if (what === 'release' && pending) {
          await releaseHold(actor, pending.id, deps);
          visits = visits.filter((visit) => visit !== pending);
        }
      }
      const rows = await database.asOwner<{ id: string; at: Date; flagged: boolean }>(
        `SELECT a.id, lower(c.during) AS at, a.needs_reschedule AS flagged FROM claim c JOIN appointment a ON a.id = c.appointment_id
         WHERE c.status = 'booked' AND c.practitioner_role_id = ANY($1)`,
        [roles.map((each) => each.roleId)],
      );
      const expected = visits
        .filter((visit) => visit.booked !== null)
        .map((visit) => `${visit.id} ${visit.booked} ${visit.flagged}`);
      expect(rows.map((row) => `${row.id} ${row.at.getTime()} ${row.flagged}`).sort()).toEqual(expected.sort());
    }),
    { numRuns: RUNS },
  );
  console.log(`model: ${RUNS} random histories agree`);
}, 600_000);
