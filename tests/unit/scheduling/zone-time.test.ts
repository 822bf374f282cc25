import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addDays, dayNumberOf, plainDateOf, weekdayOf } from '@/lib/scheduling/rules/calendar-days';
import { endOf, instantsOf, localDayAt, offsetAt, readLocalTime, startOf } from '@/lib/scheduling/rules/zone-time';
import { nodeBinary, ROOT } from '../../../lib/bootstrap/paths.mjs';
import { plainDate } from '../../factories/scheduling';
import type { Comparison } from './compare-zones';
import { instantOracle, US_ZONES } from './temporal-oracle';

/** Compares in a process of its own: what `Intl` said to this one is kept, and would be compared with itself. */
async function compareIn(TZ: string): Promise<Comparison> {
  const program = fileURLToPath(new URL('compare-zones.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(nodeBinary(), ['--import', 'tsx', program], {
    cwd: ROOT,
    env: { ...process.env, TZ },
  });
  return JSON.parse(stdout) as Comparison;
}

describe('calendar days', () => {
  it('agree with Temporal on dates and weekdays from 1900 to 2199', () => {
    fc.assert(
      fc.property(fc.integer({ min: -25_567, max: 84_003 }), (day) => {
        const date = Temporal.PlainDate.from('1970-01-01').add({ days: day });
        expect(plainDateOf(day)).toBe(date.toString());
        expect(dayNumberOf(plainDate(date.toString()))).toBe(day);
        expect(weekdayOf(day)).toBe(date.dayOfWeek);
      }),
      { numRuns: 500 },
    );
  });

  it('move dates across month and leap-year ends', () => {
    expect(addDays(plainDate('2028-02-28'), 1)).toBe('2028-02-29');
    expect(addDays(plainDate('2027-01-01'), -1)).toBe('2026-12-31');
  });
});

describe('zone maths against Temporal', () => {
  it.concurrent.each(['UTC', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Kiritimati'])(
    'P3: agrees for every US zone 2026–2030 in a process whose own zone is %s',
    async (processZone) => {
      const { compared, offset, wrong } = await compareIn(processZone);
      expect(wrong).toEqual([]);
      expect(compared).toBeGreaterThan(140_000);
      // The process really has that zone.
      expect(offset).toBe(Temporal.ZonedDateTime.from(`2026-01-01T00:00[${processZone}]`).offset);
    },
  );

  it('agrees for every US zone on random local times 2026–2030', () => {
    const first = dayNumberOf(plainDate('2026-01-01'));
    fc.assert(
      fc.property(
        fc.constantFrom(...US_ZONES),
        fc.integer({ min: first, max: first + 1825 }),
        fc.integer({ min: 0, max: 1439 }),
        (zone, day, minute) => {
          expect(instantsOf(zone, day, minute)).toEqual(instantOracle(zone, plainDateOf(day), minute));
          const at = startOf(zone, day, minute);
          expect(offsetAt(zone, at)).toBe(
            Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6,
          );
          expect(plainDateOf(localDayAt(zone, at))).toBe(
            Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString(),
          );
        },
      ),
      { numRuns: 3000 },
    );
  }, 60_000);

  it('reads half-hour zones and their half-hour daylight change', () => {
    for (const [zone, date] of [
      ['Asia/Kolkata', '2026-03-08'],
      ['Australia/Lord_Howe', '2026-04-05'],
      ['Australia/Lord_Howe', '2026-10-04'],
    ] as const) {
      for (let minute = 0; minute < 1440; minute += 15) {
        expect(instantsOf(zone, dayNumberOf(plainDate(date)), minute)).toEqual(instantOracle(zone, date, minute));
      }
    }
  });
});

describe('P3: local times that do not exist or exist twice', () => {
  const zone = 'America/New_York';
  const spring = dayNumberOf(plainDate('2027-03-14'));
  const autumn = dayNumberOf(plainDate('2026-11-01'));

  it('has no instant for 2:30 in the spring gap, and begins or ends at the change instead', () => {
    expect(instantsOf(zone, spring, 150)).toEqual([]);
    expect(startOf(zone, spring, 150)).toBe(Date.parse('2027-03-14T07:00:00Z'));
    expect(endOf(zone, spring, 150)).toBe(Date.parse('2027-03-14T07:00:00Z'));
  });

  it('has two instants for 1:30 in the repeated hour', () => {
    expect(instantsOf(zone, autumn, 90)).toEqual([Date.parse('2026-11-01T05:30:00Z'), Date.parse('2026-11-01T06:30:00Z')]);
  });

  it.each([
    ['2027-03-14T02:30', { ok: false, reason: 'gap' }],
    ['2027-03-14T02:30:00-05:00', { ok: false, reason: 'gap' }],
    ['2026-11-01T01:30', { ok: false, reason: 'ambiguous' }],
    ['2026-11-01T01:30-04:00', { ok: true, at: Date.parse('2026-11-01T05:30:00Z') }],
    ['2026-11-01T01:30-05:00', { ok: true, at: Date.parse('2026-11-01T06:30:00Z') }],
    ['2026-11-01T01:30-06:00', { ok: false, reason: 'offset' }],
    ['2026-11-01T06:30:00Z', { ok: true, at: Date.parse('2026-11-01T06:30:00Z') }],
    ['2026-12-01T09:30', { ok: true, at: Date.parse('2026-12-01T14:30:00Z') }],
    ['2026-12-01T24:30', { ok: false, reason: 'malformed' }],
    ['2026-13-01T09:30', { ok: false, reason: 'malformed' }],
    ['tomorrow', { ok: false, reason: 'malformed' }],
  ])('reads %s as %o', (text, reading) => {
    expect(readLocalTime(text, zone)).toEqual(reading);
  });
});
