import { isAppError } from '@/lib/app-error';
import { fixedClock, instant } from '@/lib/clock';
import { systemIds } from '@/lib/ids';
import { bookAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import type { Bench, Gate, Rung } from '../model';

const HOUR_MS = 3_600_000;
const CLOCK = fixedClock('2026-11-23T14:00:00Z');
const FIRST_HOUR = Date.parse('2026-11-24T14:00:00Z');

interface Role {
  readonly roleId: string;
  readonly visitTypeId: string;
}

const roles: Role[] = [];

async function makeRoles(bench: Bench): Promise<void> {
  const asOwner = async <Row>(sql: string, values: readonly unknown[] = []) =>
    (await bench.owner.query(sql, [...values])).rows as Row[];
  const database = { asOwner, asApp: asOwner, appUrl: '' } as Parameters<typeof createBookableRole>[0];
  while (roles.length < 12) roles.push(await createBookableRole(database, { stepMin: 60 }));
  // A full run needs more hours than there are before the next holiday.
  await bench.owner.query('UPDATE schedule SET keeps_holidays = false WHERE practitioner_role_id = ANY($1)', [
    roles.map(({ roleId }) => roleId),
  ]);
}

const roleAt = (index: number): Role => {
  const role = roles[index % roles.length];
  if (!role) throw new Error('no role');
  return role;
};

/** The operations of a run get hours of their own: `part` keeps the rungs apart. */
function hourAt(part: number, index: number): number {
  return FIRST_HOUR + ((Math.floor(index / roles.length) % 330) + part * 330) * HOUR_MS;
}

const BARE = { name: 'b0', text: 'INSERT INTO bench_bare (id, at) VALUES ($1, now())' };

// As lib/scheduling/store-claims.ts sends it: the exclusion constraints decide, losers do nothing.
const CLAIM = {
  name: 'b1',
  text: `INSERT INTO claim (id, appointment_id, practitioner_role_id, member_id, visit_type_id, during, busy, status,
      expires_at, created_at, updated_at)
    VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::tstzrange, $6::tstzrange, 'held', $7, $8, $8)
    ON CONFLICT DO NOTHING`,
};

const DEPS = { clock: CLOCK, ids: systemIds };

/** Hold and book through the commands: two transactions with session, audit, idempotency and sealed details. */
async function bookThroughCommands(role: Role, start: number): Promise<string> {
  const actor = createVisitor();
  const hold = await holdSlot(actor, { ...role, start: instant(start) }, DEPS);
  const details = { ...VISIT_DETAILS, accessNeeds: [] };
  const { result } = await bookAppointment(actor, { appointmentId: hold.appointmentId, details }, systemIds.uuid(), DEPS);
  return result.id;
}

export const BOOKING_RUNGS: readonly Rung[] = [
  {
    id: 'B0',
    title: 'bare insert',
    served: 'here',
    operations: 600,
    connections: 8,
    prepare: async (bench) => {
      await makeRoles(bench);
      await bench.owner.query('CREATE TABLE IF NOT EXISTS bench_bare (id uuid PRIMARY KEY, at timestamptz)');
      await bench.owner.query('TRUNCATE bench_bare');
      await bench.owner.query('GRANT INSERT ON bench_bare TO portal_app');
    },
    run: async (bench) => void (await bench.app.query({ ...BARE, values: [systemIds.uuid()] })),
  },
  {
    id: 'B1',
    title: 'booking statement',
    served: 'here',
    operations: 300,
    connections: 8,
    run: async (bench, index) => {
      const { roleId, visitTypeId } = roleAt(index);
      // Every operation its own hour, far beyond the ones that the commands use.
      const start = FIRST_HOUR + (100_000 + Math.floor(index / roles.length)) * HOUR_MS;
      const range = `[${instant(start).toISOString()},${instant(start + HOUR_MS).toISOString()})`;
      const at = CLOCK.now();
      const ids = [systemIds.uuid(), systemIds.uuid(), roleId, systemIds.uuid(), visitTypeId];
      const { rowCount } = await bench.app.query({
        ...CLAIM,
        values: [...ids, range, instant(at.getTime() + HOUR_MS), at],
      });
      if (rowCount !== 1) throw new Error('the booking statement lost against nobody');
    },
  },
  {
    id: 'B2',
    title: 'hold and book through the commands',
    served: 'here',
    operations: 60,
    connections: 8,
    run: async (_bench, index) => void (await bookThroughCommands(roleAt(index), hourAt(0, index))),
  },
];

const PEOPLE = 32;

export const BOOKING_GATES: readonly Gate[] = [
  {
    name: 'hot slot: 32 people, one time, one wins',
    check: async (bench) => {
      const slots = bench.short ? 20 : 100;
      let won = 0;
      for (let slot = 0; slot < slots; slot++) {
        const press = async () => {
          try {
            return await bookThroughCommands(roleAt(slot), hourAt(2, slot));
          } catch (error) {
            if (isAppError(error, 'SLOT_TAKEN')) return null;
            throw error;
          }
        };
        const winners = (await Promise.all(Array.from({ length: PEOPLE }, press))).filter((id) => id !== null);
        if (winners.length !== 1) throw new Error(`slot ${slot}: ${winners.length} people got it`);
        won += winners.length;
      }
      const { rows } = await bench.owner.query<{ n: number }>(`
        SELECT count(*)::int AS n FROM claim a JOIN claim b ON a.id < b.id AND a.appointment_id <> b.appointment_id
          AND a.practitioner_role_id = b.practitioner_role_id AND a.busy && b.busy
        WHERE a.status IN ('held', 'booked', 'blocked') AND b.status IN ('held', 'booked', 'blocked')`);
      if (rows[0]?.n !== 0) throw new Error(`${rows[0]?.n} double bookings`);
      return `${slots} times × ${PEOPLE}: ${won} booked, 0 doubles`;
    },
  },
];
