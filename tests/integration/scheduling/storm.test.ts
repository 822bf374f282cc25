import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { openSlots } from '@/lib/scheduling/queries';
import { createBookableRole, createVisitor } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';
import { runStormRound } from '../../support/storm';

const PEOPLE = 64;
/** `npm run faults -- --only=storm` runs 10,000 with four instances of the application (tests/faults/storm.ts). */
const ROUNDS = Number(process.env.STORM_ROUNDS ?? 100);
/** Rounds that open connections and compile; they are checked and not timed. */
const WARM = 3;

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');

/** Two active claims of one role, or of one member, that overlap: what must never be. */
const DOUBLES = `
  SELECT count(*)::int AS n FROM claim a JOIN claim b ON a.id < b.id AND a.appointment_id <> b.appointment_id
  WHERE a.status IN ('held', 'booked', 'blocked') AND b.status IN ('held', 'booked', 'blocked')
    AND ((a.practitioner_role_id = b.practitioner_role_id AND a.busy && b.busy)
      OR (a.member_id = b.member_id AND a.during && b.during))`;

describe(`${PEOPLE} people who press book at the same moment`, () => {
  it.each([
    ['the same time', false],
    ['overlapping times', true],
  ])(
    'on %s: one wins each round, nobody sees an error of ours, the others get three times that are free',
    async (_name, overlapping) => {
      const slow: number[] = [];
      for (let round = 0; round < ROUNDS / 2; round++) {
        // A new role every 20 rounds: the horizon is 60 days and a busy book stays readable.
        const at = round % 20;
        if (at === 0) role = await createBookableRole(database, { stepMin: 15 });
        const result = await runStormRound(role, at, PEOPLE, clock, overlapping);
        expect(result.bugs).toEqual([]);
        expect(result.winners).toHaveLength(1);
        expect(result.losers).toHaveLength(PEOPLE - 1);
        expect(new Set(result.losers.map((loser) => loser.code))).toEqual(new Set(['SLOT_TAKEN']));
        const window = { roleId: role.roleId, from: clock.now(), to: new Date('2027-02-01T00:00:00Z') };
        const free = new Set((await openSlots(createVisitor(), window, { clock })).map((slot) => slot.start.getTime()));
        for (const loser of result.losers) {
          expect(loser.alternatives).toHaveLength(3);
          for (const slot of loser.alternatives) expect(free.has(slot.start.getTime())).toBe(true);
          if (round >= WARM) slow.push(loser.ms);
        }
      }
      slow.sort((a, b) => a - b);
      console.log(
        `${overlapping ? 'overlapping' : 'same'}: ${ROUNDS / 2} rounds, loser p50 ${p(slow, 0.5)} ms, p99 ${p(slow, 0.99)} ms`,
      );
      expect(await database.asOwner(DOUBLES)).toEqual([{ n: 0 }]);
    },
    3_600_000,
  );
});

let role: { roleId: string; visitTypeId: string };
const p = (sorted: readonly number[], q: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0);
