import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { instant, plainDateAt } from '@/lib/clock';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { decideDueAt } from '@/lib/scheduling/rules/access-standard';
import { listDisplayZones } from '@/lib/scheduling/rules/display-zones';
import { listFederalHolidays } from '@/lib/scheduling/rules/federal-holidays';
import { listReminderTimes } from '@/lib/scheduling/rules/reminder-times';
import { plainDate } from '../../factories/scheduling';

const ZONE = 'America/New_York';
const at = (iso: string) => Date.parse(iso);
const due = (level: 'emergent' | 'urgent' | 'routine', iso: string, holidays: string[] = []) =>
  new Date(decideDueAt(level, at(iso), ZONE, new Set(holidays.map(plainDate)))).toISOString();

describe('P1: the plan’s zone', () => {
  it.each([
    ['2026-12-01T04:59:59.999Z', '2026-11-30'],
    ['2026-12-01T05:00:00.000Z', '2026-12-01'],
    ['2027-06-01T03:59:59.999Z', '2027-05-31'],
    ['2027-06-01T04:00:00.000Z', '2027-06-01'],
  ])('is New York: %s is on %s', (iso, date) => {
    expect(plainDateAt(instant(iso), PLAN_ZONE)).toBe(date);
  });
});

describe('P8: by when a person is to be seen', () => {
  it.each([
    ['emergent', '2026-11-01T05:30:00Z', '2026-11-01T07:30:00.000Z'],
    ['urgent', '2026-10-31T18:00:00Z', '2026-11-02T18:00:00.000Z'],
  ] as const)('is elapsed time for %s, across the clock change too', (level, asked, answer) => {
    expect(due(level, asked)).toBe(answer);
  });

  it('is the midnight after the 14th calendar day when that is earlier', () => {
    // Four weekdays off: the 10th business day would be later than Nov 16 + 14 days.
    const off = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
    expect(due('routine', '2026-11-16T15:00:00Z', off)).toBe('2026-12-01T05:00:00.000Z');
  });

  it('is the midnight after the 10th business day when that is earlier', () => {
    // Saturday: ten weekdays end on Friday Dec 4, fourteen days on Saturday Dec 5.
    expect(due('routine', '2026-11-21T15:00:00Z')).toBe('2026-12-05T05:00:00.000Z');
    // Monday: both count to Nov 30.
    expect(due('routine', '2026-11-16T15:00:00Z')).toBe('2026-12-01T05:00:00.000Z');
  });

  it('counts from the request date in the plan’s zone, not in UTC', () => {
    expect(due('routine', '2026-11-17T04:59:59Z')).toBe(due('routine', '2026-11-16T15:00:00Z'));
    expect(due('routine', '2026-11-17T05:00:00Z')).toBe('2026-12-02T05:00:00.000Z');
  });

  it('ends at the local midnight on both sides of the clock changes', () => {
    expect(due('routine', '2026-10-24T15:00:00Z')).toBe('2026-11-07T05:00:00.000Z');
    expect(due('routine', '2027-03-06T15:00:00Z')).toBe('2027-03-20T04:00:00.000Z');
  });
});

describe('P9: the zone a time is told in', () => {
  it('is the place’s for visits in person, and the member’s then the provider’s from afar', () => {
    expect(listDisplayZones('inPerson', 'America/Chicago', ZONE)).toEqual(['America/Chicago']);
    expect(listDisplayZones('video', 'America/Chicago', ZONE)).toEqual([ZONE, 'America/Chicago']);
    expect(listDisplayZones('phone', ZONE, ZONE)).toEqual([ZONE]);
  });
});

describe('P10: reminders', () => {
  const zones = { visit: ZONE, member: ZONE };
  const times = (visit: string, now = '2026-10-01T00:00:00Z', other = zones) =>
    listReminderTimes(at(visit), other, at(now)).map(({ kind, at: when }) => `${kind} ${new Date(when).toISOString()}`);

  it('come three days and one day before at the same wall time, across the clock change, and two hours before', () => {
    expect(times('2026-11-03T19:00:00Z')).toEqual([
      'three-days 2026-10-31T18:00:00.000Z',
      'one-day 2026-11-02T19:00:00.000Z',
      'two-hours 2026-11-03T17:00:00.000Z',
    ]);
  });

  it('are left out once their time has come', () => {
    expect(times('2026-12-01T19:00:00Z', '2026-11-28T19:00:00Z').map((text) => text.split(' ')[0])).toEqual([
      'one-day',
      'two-hours',
    ]);
    expect(times('2026-12-01T19:00:00Z', '2026-11-28T18:59:59Z')).toHaveLength(3);
  });

  it.each([
    // 7:59 would be woken by; 8:00 is allowed.
    ['2026-12-01T14:59:00Z', '2026-12-01T01:00:00.000Z'],
    ['2026-12-01T15:00:00Z', '2026-12-01T13:00:00.000Z'],
    // A visit at 22:59: 20:59 is allowed; at 23:00, 21:00 moves to 20:00 of that evening.
    ['2026-12-02T03:59:00Z', '2026-12-02T01:59:00.000Z'],
    ['2026-12-02T04:00:00Z', '2026-12-02T01:00:00.000Z'],
  ])('of a visit at %s keep out of the quiet hours', (visit, twoHours) => {
    expect(times(visit).at(-1)).toBe(`two-hours ${twoHours}`);
  });

  it('fall between 8:00 and 21:00 of the member’s clock, before the visit and once each, across every clock change', () => {
    const changes = ['2026-11-01', '2027-03-14', '2027-11-07', '2028-03-12'].map((date) => at(`${date}T07:00:00Z`));
    const zone = fc.constantFrom('America/New_York', 'America/Los_Angeles', 'America/Phoenix', 'Pacific/Honolulu');
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.integer({ min: -480, max: 480 }),
        zone,
        zone,
        (change, quarters, visit, member) => {
          const visitAt = change + quarters * 900_000;
          const all = listReminderTimes(visitAt, { visit, member }, visitAt - 30 * 86_400_000).map((reminder) => reminder.at);
          expect(new Set(all).size).toBe(3);
          for (const when of all) {
            const { hour } = Temporal.Instant.fromEpochMilliseconds(when).toZonedDateTimeISO(member);
            expect(hour >= 8 && hour < 21).toBe(true);
            expect(when).toBeLessThan(visitAt);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('keep the member’s quiet hours, not the practice’s', () => {
    const west = { visit: ZONE, member: 'America/Los_Angeles' };
    // 12:00 in New York is 9:00 in Los Angeles: two hours before is 7:00 there, so 20:00 the evening before.
    expect(times('2026-12-01T17:00:00Z', undefined, west).at(-1)).toBe('two-hours 2026-12-01T04:00:00.000Z');
  });
});

it('federal holidays of 2026 and 2027 are those of the official list', () => {
  expect(listFederalHolidays(2026).map((day) => day.on)).toEqual([
    '2026-01-01',
    '2026-01-19',
    '2026-02-16',
    '2026-05-25',
    '2026-06-19',
    '2026-07-03',
    '2026-09-07',
    '2026-10-12',
    '2026-11-11',
    '2026-11-26',
    '2026-12-25',
  ]);
  expect(listFederalHolidays(2027).map((day) => day.on)).toContain('2027-07-05');
});
