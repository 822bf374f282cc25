import { fixedClock, instant } from '@/lib/clock';
import type { Span } from '@/lib/scheduling/model';
import { openSlots, soonestSlots } from '@/lib/scheduling/queries';
import { freeSlots } from '@/lib/scheduling/rules/free-slots';
import { createBookableRole, createVisitor } from '../../factories/schedule-rows';
import { buildTemplate, buildVisitType, buildWeeklyRule } from '../../factories/scheduling';
import type { Bench, Rung, Target } from '../model';

const DAY_MS = 86_400_000;
const CLOCK = fixedClock('2026-11-23T14:00:00Z');
const NOW = CLOCK.now().getTime();
const MONTH: Span = { start: NOW, end: NOW + 30 * DAY_MS };
const ROLES = 100;

/** Nine to five on weekdays in half hours; two hours of each day are taken. */
const TEMPLATE = buildTemplate({
  rules: [1, 2, 3, 4, 5].map((weekday) => buildWeeklyRule({ weekday })),
  visitTypes: [buildVisitType({ durationMin: 30, stepMin: 30 })],
});
const BUSY: readonly Span[] = Array.from({ length: 60 }, (_, half) => {
  const start = NOW + half * (DAY_MS / 2);
  return { start, end: start + DAY_MS / 24 };
});

const roles: string[] = [];

/** Roles open from 9:00 to 17:00, which is from 14:00 in UTC. Ten days are full, then every other time is taken. */
async function makeRoles(bench: Bench): Promise<void> {
  const asOwner = async <Row>(sql: string, values: readonly unknown[] = []) =>
    (await bench.owner.query(sql, [...values])).rows as Row[];
  const database = { asOwner, asApp: asOwner, appUrl: '' } as Parameters<typeof createBookableRole>[0];
  while (roles.length < ROLES) {
    const { roleId } = await createBookableRole(database, { stepMin: 30, durationMin: 30, hours: [540, 1020] });
    roles.push(roleId);
  }
  await bench.owner.query(
    `INSERT INTO claim (id, appointment_id, practitioner_role_id, member_id, during, busy, status, created_at, updated_at)
     SELECT gen_random_uuid(), gen_random_uuid(), role, gen_random_uuid(), span, span, 'booked', now(), now()
     FROM unnest($1::uuid[]) AS role, generate_series(0, 29) AS day, generate_series(0, 15) AS half,
       LATERAL (SELECT $2::timestamptz + day * interval '1 day' + half * interval '30 minutes') AS s(start),
       LATERAL (SELECT tstzrange(start, start + interval '30 minutes')) AS r(span)
     WHERE day < 10 OR half % 2 = 0`,
    [roles, CLOCK.now()],
  );
  await bench.owner.query('ANALYZE claim');
}

const roleAt = (index: number) => roles[index % roles.length] ?? '';

/** Free times: the loop alone, one provider's month from the database, the soonest of a hundred providers. */
export const SLOT_RUNGS: readonly Rung[] = [
  {
    id: 'T1',
    title: 'slot loop, one provider-month',
    served: 'here',
    operations: 200,
    connections: 1,
    prepare: makeRoles,
    run: async () => {
      if (freeSlots(TEMPLATE, MONTH, BUSY, NOW).length < 200) throw new Error('the month has too few times');
    },
  },
  {
    id: 'T2',
    title: 'free times of one provider-month',
    served: 'here',
    operations: 100,
    connections: 1,
    run: async (_bench, index) => {
      const window = { roleId: roleAt(index), from: instant(MONTH.start), to: instant(MONTH.end) };
      if ((await openSlots(createVisitor(), window, { clock: CLOCK })).length < 50)
        throw new Error('the month has too few times');
    },
  },
  {
    id: 'T3',
    title: 'soonest over 100 providers',
    served: 'here',
    operations: 20,
    connections: 1,
    run: async () => {
      const found = await soonestSlots(roles, CLOCK.now());
      if (found.size !== ROLES) throw new Error(`${found.size} of ${ROLES} providers have a time`);
    },
  },
];

export const SLOT_TARGETS: readonly Target[] = [
  { name: 'slot loop of a provider-month', rung: 'T1', figure: 'p50', atMostMs: 1 },
  { name: 'free times of a provider-month', rung: 'T2', figure: 'p99', atMostMs: 50 },
  { name: 'soonest over 100 providers', rung: 'T3', figure: 'p99', atMostMs: 500 },
];
