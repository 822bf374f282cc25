import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { tellFormer } from '@/lib/directory/commands';
import { systemIds } from '@/lib/ids';
import type { JourneyId } from '@/lib/journey/model';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('seeded');
const clock = fixedClock('2026-11-25T15:00:00Z');
const deps = { clock, ids: systemIds };

describe('changing the provider', () => {
  it('tells a practice that has a booked visit, once and without a word about health; nobody else', async () => {
    const [left, other] = await database.asOwner<{ role_id: string }>('SELECT role_id FROM directory_entry ORDER BY id LIMIT 2');
    const roleId = String(left?.role_id);
    const journeyId = systemIds.uuid<'journey_session'>() as JourneyId;
    const tasks = () =>
      database.asOwner(`SELECT owner, detail, note, due_at FROM task WHERE subject = $1`, [`journey_session:${journeyId}`]);
    expect(await tellFormer(journeyId, roleId, deps)).toBe(false);
    await database.asOwner(
      `INSERT INTO appointment (id, practitioner_role_id, visit_type_id, member_id, status, mode, starts_at, ends_at, zone,
         created_at, updated_at)
       SELECT gen_random_uuid(), $1, v.id, $2, 'booked', 'inPerson', $3::timestamptz + interval '3 days',
         $3::timestamptz + interval '3 days 1 hour', 'America/New_York', $3, $3 FROM visit_type v LIMIT 1`,
      [roleId, journeyId, clock.now()],
    );
    expect(await tellFormer(journeyId, String(other?.role_id), deps)).toBe(false);
    expect(await tasks()).toEqual([]);
    expect(await tellFormer(journeyId, roleId, deps)).toBe(true);
    expect(await tellFormer(journeyId, roleId, deps)).toBe(true);
    expect(await tasks()).toEqual([
      { owner: 'coordination', detail: { left: roleId }, note: null, due_at: new Date('2026-12-01T04:59:00.000Z') },
    ]);
  });
});
