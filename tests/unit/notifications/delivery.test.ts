import { describe, expect, it } from 'vitest';
import { instant } from '@/lib/clock';
import { decideDelivery } from '@/lib/notifications/rules';

const ZONE = 'America/New_York';
/** 10 in the morning there. */
const NOW = instant('2026-12-01T15:00:00Z');
const CREATED = instant('2026-12-01T14:59:00Z');
type Row = Parameters<typeof decideDelivery>[0];
const row = (change: Partial<Row> = {}): Row => ({
  template: 'visitBooked',
  channel: 'sms',
  status: 'queued',
  failure: null,
  safeTimes: 'any',
  dueAt: CREATED,
  sentAt: null,
  createdAt: CREATED,
  ...change,
});
const stateOf = (change: Partial<Row>) => {
  const { state, at } = decideDelivery(row(change), NOW, ZONE);
  return [state, at.toISOString()];
};

describe('what became of a message', () => {
  it.each([
    ['sent, when it was', { status: 'sent', sentAt: NOW }, 'sent', '2026-12-01T15:00:00.000Z'],
    ['on its way, when it is due and the hours are safe', {}, 'sending', '2026-12-01T14:59:00.000Z'],
    ['on its way, while a worker has it', { status: 'sending' }, 'sending', '2026-12-01T14:59:00.000Z'],
    ['waiting, from its first moment outside the safe hours', { safeTimes: 'evening' }, 'waiting', '2026-12-01T22:00:00.000Z'],
    [
      'waiting, after it was put off',
      { safeTimes: 'evening', dueAt: instant('2026-12-01T22:00:00Z') },
      'waiting',
      '2026-12-01T22:00:00.000Z',
    ],
    [
      'planned, for a reminder that is still to come',
      { template: 'visitReminder', dueAt: instant('2026-12-03T15:00:00Z') },
      'planned',
      '2026-12-03T15:00:00.000Z',
    ],
    [
      'planned for the safe hours of that day, not for the hour it was written for',
      { template: 'visitReminder', safeTimes: 'afternoon', dueAt: instant('2026-12-03T15:00:00Z') },
      'planned',
      '2026-12-03T17:00:00.000Z',
    ],
    [
      'to be tried again, after it did not go through',
      { failure: 'transport', dueAt: instant('2026-12-01T15:10:00Z') },
      'again',
      '2026-12-01T15:10:00.000Z',
    ],
    ['failed, when it is over', { status: 'dead', failure: 'refused' }, 'failed', '2026-12-01T14:59:00.000Z'],
    ['too late, when it was of no use any more', { status: 'dead', failure: 'expired' }, 'late', '2026-12-01T14:59:00.000Z'],
  ] as const)('is %s', (_name, change, state, at) => {
    expect(stateOf(change)).toEqual([state, at]);
  });
});
