import { describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { soonestSlots } from '@/lib/scheduling/queries';
import { seedSchedules } from '../../../prisma/seed/schedules';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('seeded');

describe('the demonstration schedules', () => {
  it('give most roles a free time, many within two days, and leave some full', async () => {
    const roles = await database.asOwner<{ id: string }>('SELECT id FROM practitioner_role WHERE demonstration');
    const [made] = await database.asOwner<{ at: Date }>('SELECT min(created_at) AS at FROM schedule');
    const now = made?.at ?? systemClock.now();
    const found = await soonestSlots(
      roles.map((role) => role.id),
      now,
    );
    // Three days: the seed may have been made on a Friday evening.
    const soon = [...found.values()].filter((slot) => slot.start.getTime() - now.getTime() < 3 * 86_400_000);
    expect(found.size / roles.length).toBeGreaterThan(0.7);
    expect(found.size).toBeLessThan(roles.length);
    expect(soon.length / roles.length).toBeGreaterThan(0.2);
  });

  it('change nothing when made a second time', async () => {
    const count = () => database.asOwner('SELECT (SELECT count(*) FROM schedule) AS s, (SELECT count(*) FROM claim) AS c');
    const before = await count();
    expect((await seedSchedules(db())).schedules).toBe(0);
    expect(await count()).toEqual(before);
  });
});
