import { describe, expect, it } from 'vitest';
import { fixedClock, instant } from '@/lib/clock';
import { inTransaction } from '@/lib/db/client';
import { systemIds } from '@/lib/ids';
import { createTask, finishTask, reopenTask, takeTask } from '@/lib/tasks/commands';
import type { TaskKind } from '@/lib/tasks/model';
import { getReceipt, listDesk, openTask } from '@/lib/tasks/queries';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('empty');
const clock = fixedClock('2026-11-25T15:00:00Z');
const deps = { clock, ids: systemIds };
const staff = (role: 'access' | 'directory' | 'admin' | 'appeals', id = 'a') =>
  ({ kind: 'staff', staffId: `00000000-0000-7000-8000-00000000000${id}`, role }) as const;
const add = (kind: TaskKind, dueAt: string, note: string | null = null) => {
  const subject = `practitioner_role:${systemIds.uuid<'role'>()}`;
  return inTransaction((tx) => createTask(tx, { kind, subject, detail: {}, note, dueAt: instant(dueAt) }, deps));
};
const statusOf = async (reference: string) =>
  (await database.asOwner(`SELECT status, outcome, taken_by FROM task WHERE reference = $1`, [reference]))[0];

describe('the desk', () => {
  it('lists the work of a role by due time, overdue first, and an administrator sees all', async () => {
    const later = await add('directory.report', '2026-11-27T15:00:00Z', 'private words');
    const overdue = await add('directory.stale', '2026-11-24T15:00:00Z');
    const call = await add('needs.callback', '2026-11-25T17:00:00Z');
    const desk = await listDesk(staff('directory'), deps);
    expect(desk.tasks.map(({ reference }) => reference)).toEqual([overdue.reference, later.reference]);
    expect(desk).toMatchObject({ total: 2, overdue: 1 });
    expect(desk.tasks[0]).toMatchObject({ overdue: true, owner: 'directory', takenBy: null });
    expect(JSON.stringify(desk)).not.toContain('private words');
    expect((await listDesk(staff('admin'), deps)).tasks.map(({ reference }) => reference)).toContain(call.reference);
  });

  it('has nothing for visitors, members and practices', async () => {
    for (const actor of [
      { kind: 'visitor', journeyId: null },
      { kind: 'practice', staffId: 'x', organizationId: 'y' },
    ] as const) {
      await expect(listDesk(actor, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('lets work be taken, finished and opened again, and records each by whom', async () => {
    const { reference } = await add('directory.report', '2026-11-27T15:00:00Z');
    await takeTask(staff('directory'), reference, deps);
    expect(await statusOf(reference)).toMatchObject({ status: 'open', taken_by: staff('directory').staffId });
    await finishTask(staff('directory', 'b'), { reference, outcome: 'fixed' }, deps);
    expect(await statusOf(reference)).toMatchObject({ status: 'done', outcome: 'fixed' });
    await expect(finishTask(staff('directory'), { reference, outcome: 'fixed' }, deps)).rejects.toMatchObject({
      code: 'NOT_ACTIVE',
    });
    await reopenTask(staff('directory'), reference, deps);
    expect(await statusOf(reference)).toMatchObject({ status: 'open', outcome: null });
    const trail = await database.asOwner<{ action: string; actor: string }>(
      `SELECT action, actor FROM audit_event WHERE subject = $1 ORDER BY id`,
      [`task:${reference}`],
    );
    expect(trail.map(({ action }) => action)).toEqual(['task.taken', 'task.done', 'task.reopened']);
    expect(trail[1]?.actor).toBe(`staff:${staff('directory', 'b').staffId}`);
  });

  it('does not exist for another role, and refuses an end that a kind does not have', async () => {
    const { reference } = await add('directory.report', '2026-11-27T15:00:00Z');
    for (const actor of [staff('access'), staff('appeals'), { kind: 'visitor', journeyId: null } as const]) {
      await expect(takeTask(actor, reference, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(openTask(actor, reference, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(finishTask(staff('directory'), { reference, outcome: 'reached' }, deps)).rejects.toMatchObject({
      code: 'INVALID',
    });
    expect((await getReceipt({ kind: 'visitor', journeyId: null }, reference)).dueAt).toEqual(instant('2026-11-27T15:00:00Z'));
  });
});
