import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { reportEntry } from '@/lib/directory/commands';
import { systemIds } from '@/lib/ids';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('seeded');
const ACTOR = { kind: 'visitor', journeyId: null } as const;

describe('reporting a wrong entry', () => {
  it('becomes owned work due at the end of the second business day, with an encrypted note, and the entry sinks', async () => {
    const [entry] = await database.asOwner<{ role_id: string }>('SELECT role_id FROM directory_entry ORDER BY id LIMIT 1');
    const roleId = String(entry?.role_id);
    // A Wednesday before Thanksgiving: Thursday is a holiday, so Friday and Monday count.
    const deps = { clock: fixedClock('2026-11-25T15:00:00Z'), ids: systemIds };
    const receipt = await reportEntry(ACTOR, { roleId, reasons: ['phone'], note: 'rings at a bakery' }, deps);
    expect(receipt.dueAt.toISOString()).toBe('2026-12-01T04:59:00.000Z');
    const [task] = await database.asOwner<{ subject: string; owner: string; note: Buffer; status: string }>(
      'SELECT subject, owner, note, status FROM task WHERE reference = $1',
      [receipt.reference],
    );
    expect(task).toMatchObject({ subject: `practitioner_role:${roleId}`, owner: 'directory', status: 'open' });
    expect(task?.note.toString('latin1')).not.toContain('bakery');
    const [doubted] = await database.asOwner<{ ghost_score: number }>(
      'SELECT ghost_score FROM directory_entry WHERE role_id = $1',
      [roleId],
    );
    expect(doubted?.ghost_score).toBe(1);
  });

  it('does not exist for an unknown provider, and leaves no task', async () => {
    const input = { roleId: '00000000-0000-7000-8000-000000000000', reasons: ['other' as const], note: '' };
    await expect(reportEntry(ACTOR, input, { clock: fixedClock('2026-11-25T15:00:00Z'), ids: systemIds })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const rows = await database.asOwner(`SELECT 1 FROM task WHERE subject LIKE '%00000000-0000-7000%'`);
    expect(rows).toEqual([]);
  });
});
