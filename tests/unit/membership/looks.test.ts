import { describe, expect, it } from 'vitest';
import { instant } from '@/lib/clock';
import { dropRepeatedLooks } from '@/lib/membership/rules';

const look = (at: string, change: Partial<{ actor: string; action: string; subject: string }> = {}) => ({
  at: instant(at),
  actor: 'practice:1',
  action: 'appointment.seen-by-practice',
  subject: 'appointment:1',
  ...change,
});

describe('looks of one day', () => {
  it('become one, for each actor, visit and day of the plan’s zone', () => {
    const rows = [
      look('2026-12-02T04:59:00Z'),
      look('2026-12-01T15:00:00Z'),
      look('2026-12-01T14:00:00Z', { actor: 'practice:2' }),
      look('2026-12-01T13:00:00Z', { subject: 'appointment:2' }),
      look('2026-12-01T04:59:00Z'),
    ];
    expect(dropRepeatedLooks(rows)).toEqual([rows[0], rows[2], rows[3], rows[4]]);
  });

  it('stay as they are when something was done', () => {
    const moved = look('2026-12-01T15:00:00Z', { action: 'appointment.moved' });
    expect(dropRepeatedLooks([moved, moved])).toHaveLength(2);
  });
});
