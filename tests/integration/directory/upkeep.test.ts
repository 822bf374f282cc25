import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { reportEntry } from '@/lib/directory/commands';
import { runUpkeep } from '@/lib/directory/commands-upkeep';
import { systemIds } from '@/lib/ids';
import { finishTask } from '@/lib/tasks/commands';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('seeded');
const clock = fixedClock('2026-11-25T15:00:00Z');
const deps = { clock, ids: systemIds };
const STAFF = { kind: 'staff', staffId: '00000000-0000-7000-8000-00000000000a', role: 'directory' } as const;
const DAY_MS = 86_400_000;

/** Makes one entry real and its facts last confirmed some days ago; the other entries stay as they are. */
async function entryChecked(index: number, days: number): Promise<string> {
  const [row] = await database.asOwner<{ role_id: string }>(`SELECT role_id FROM directory_entry ORDER BY id OFFSET $1 LIMIT 1`, [
    index,
  ]);
  const roleId = String(row?.role_id);
  const at = new Date(clock.now().getTime() - days * DAY_MS);
  await database.asOwner(`UPDATE directory_entry SET demonstration = false, verified_at = $2 WHERE role_id = $1`, [roleId, at]);
  return roleId;
}
const stateOf = async (roleId: string) =>
  (
    await database.asOwner<{ ghost_score: number; hidden: boolean }>(
      `SELECT ghost_score, hidden_at IS NOT NULL AS hidden FROM directory_entry WHERE role_id = $1`,
      [roleId],
    )
  )[0];
const tasksOf = (roleId: string, kind: string) =>
  database.asOwner<{ reference: string; due_at: Date; owner: string }>(
    `SELECT reference, due_at, owner FROM task WHERE subject = $1 AND kind = $2`,
    [`practitioner_role:${roleId}`, kind],
  );

describe('upkeep of the directory', () => {
  it('leaves an entry of 90 days alone, marks one of 91 with a task due when it would be hidden, hides one of 121', async () => {
    const [fresh, stale, old] = [await entryChecked(0, 90), await entryChecked(1, 91), await entryChecked(2, 121)];
    await runUpkeep(deps);
    expect(await stateOf(fresh)).toEqual({ ghost_score: 0, hidden: false });
    expect(await stateOf(stale)).toEqual({ ghost_score: 1, hidden: false });
    expect(await stateOf(old)).toEqual({ ghost_score: 1, hidden: true });
    expect(await tasksOf(fresh, 'directory.stale')).toEqual([]);
    const [task] = await tasksOf(stale, 'directory.stale');
    expect(task).toMatchObject({ owner: 'directory', due_at: new Date(clock.now().getTime() + 29 * DAY_MS) });
    const hidden = await database.asOwner(`SELECT 1 FROM directory_entry WHERE demonstration AND hidden_at IS NOT NULL`);
    expect(hidden).toEqual([]);
  });

  it('changes nothing when it runs again', async () => {
    expect(await runUpkeep(deps)).toMatchObject({ hidden: 0, shownAgain: 0, staleTasks: 0, ghostTasks: 0 });
  });

  it('shows an entry again once staff have found it in order', async () => {
    const roleId = await entryChecked(2, 121);
    const [task] = await tasksOf(roleId, 'directory.stale');
    await finishTask(STAFF, { reference: task?.reference ?? '', outcome: 'nothingWrong' }, deps);
    await runUpkeep(deps);
    expect(await stateOf(roleId)).toEqual({ ghost_score: 0, hidden: false });
    const checks = await database.asOwner(`SELECT 1 FROM fact_check WHERE subject_id = $1 AND checked_at = $2`, [
      roleId,
      clock.now(),
    ]);
    expect(checks).toHaveLength(4);
  });

  it('counts reports and visits that the practice could not keep, and asks staff whether an entry is real at three', async () => {
    const roleId = await entryChecked(3, 10);
    for (const note of ['', 'again']) {
      await reportEntry({ kind: 'visitor', journeyId: null }, { roleId, reasons: ['notThere'], note }, deps);
    }
    await runUpkeep(deps);
    expect(await stateOf(roleId)).toEqual({ ghost_score: 2, hidden: false });
    expect(await tasksOf(roleId, 'directory.ghost')).toEqual([]);
    await database.asOwner(
      `INSERT INTO appointment (id, practitioner_role_id, visit_type_id, member_id, status, mode, starts_at, ends_at, zone,
         needs_reschedule, created_at, updated_at)
       SELECT gen_random_uuid(), $1, v.id, gen_random_uuid(), 'booked', 'inPerson', $2, $2::timestamptz + interval '1 hour',
         'America/New_York', true, $2, $2 FROM visit_type v LIMIT 1`,
      [roleId, clock.now()],
    );
    await runUpkeep(deps);
    expect(await stateOf(roleId)).toEqual({ ghost_score: 3, hidden: false });
    // Two business days: Friday and Monday, because Thursday is Thanksgiving.
    expect((await tasksOf(roleId, 'directory.ghost'))[0]?.due_at.toISOString()).toBe('2026-12-01T04:59:00.000Z');
  });

  it('takes a report off the score when it has been answered', async () => {
    const roleId = await entryChecked(3, 10);
    const [report] = await tasksOf(roleId, 'directory.report');
    await finishTask(STAFF, { reference: report?.reference ?? '', outcome: 'fixed' }, deps);
    await runUpkeep(deps);
    expect(await stateOf(roleId)).toMatchObject({ ghost_score: 2 });
  });
});
