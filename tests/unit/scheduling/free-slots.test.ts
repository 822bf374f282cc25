import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScheduleTemplate, Span } from '@/lib/scheduling/model';
import { pickAlternatives } from '@/lib/scheduling/rules/alternatives';
import { busySpan, firstFreeSlot, freeSlots, refuseStart } from '@/lib/scheduling/rules/free-slots';
import { buildTemplate, buildVisitType, buildWeeklyRule, plainDate } from '../../factories/scheduling';
import { slotOracle } from './temporal-oracle';

const at = (iso: string) => Date.parse(iso);
const NOW = at('2026-11-22T12:00:00Z');
const day = (from: string, to: string): Span => ({ start: at(from), end: at(to) });
const starts = (template: ScheduleTemplate, window: Span, busy: Span[] = [], now = NOW) =>
  freeSlots(template, window, busy, now).map((slot) => new Date(slot.start).toISOString());
const monday = buildTemplate({ rules: [buildWeeklyRule({ startsMinute: 540, endsMinute: 720 })] });
const MONDAY = day('2026-11-23T05:00:00Z', '2026-11-24T05:00:00Z');

describe('times of a day', () => {
  it('start at the opening and fit before the closing', () => {
    expect(starts(monday, MONDAY)).toEqual([
      '2026-11-23T14:00:00.000Z',
      '2026-11-23T14:30:00.000Z',
      '2026-11-23T15:00:00.000Z',
      '2026-11-23T15:30:00.000Z',
      '2026-11-23T16:00:00.000Z',
    ]);
  });

  it('P2: an appointment that ends when another begins does not meet it', () => {
    const busy = day('2026-11-23T15:00:00Z', '2026-11-23T16:00:00Z');
    expect(starts(monday, MONDAY, [busy])).toEqual(['2026-11-23T14:00:00.000Z', '2026-11-23T16:00:00.000Z']);
  });

  it('P5: the after-buffer belongs to the earlier visit and need not fit in the opening hours', () => {
    const buffered = { ...monday, visitTypes: [buildVisitType({ bufferAfterMin: 15 })] };
    expect(starts(buffered, MONDAY).at(-1)).toBe('2026-11-23T16:00:00.000Z');
    const ten = busySpan(buildVisitType({ bufferAfterMin: 15 }), at('2026-11-23T15:00:00Z'));
    expect(ten.end).toBe(at('2026-11-23T16:15:00Z'));
    expect(starts(buffered, MONDAY, [ten])).toEqual([]);
    const later = busySpan(buildVisitType({ bufferAfterMin: 15 }), at('2026-11-23T15:30:00Z'));
    expect(starts(buffered, MONDAY, [later])).toEqual(['2026-11-23T14:00:00.000Z']);
  });

  it('P4: the minimum notice is inclusive and elapsed', () => {
    const noticed = { ...monday, visitTypes: [buildVisitType({ noticeMin: 120 })] };
    const exactly = at('2026-11-23T12:00:00Z');
    expect(starts(noticed, MONDAY, [], exactly)[0]).toBe('2026-11-23T14:00:00.000Z');
    expect(starts(noticed, MONDAY, [], exactly + 1)[0]).toBe('2026-11-23T14:30:00.000Z');
  });

  it('P4: notice counts elapsed hours across the clock change', () => {
    // 24 h before Sunday 2:00 p.m. EST is Saturday 3:00 p.m. EDT: one wall hour later than the same clock time.
    const template = buildTemplate({ visitTypes: [buildVisitType({ noticeMin: 24 * 60 })] });
    const slot = at('2026-11-01T19:00:00Z');
    const id = buildVisitType().id;
    expect(refuseStart(template, id, slot, at('2026-10-31T19:00:00Z'))).toBeNull();
    expect(refuseStart(template, id, slot, at('2026-10-31T19:00:00.001Z'))).toBe('SLOT_IN_PAST');
  });

  it('P6: the horizon counts local dates and includes its last day', () => {
    const template = buildTemplate({ visitTypes: [buildVisitType({ horizonDays: 2 })] });
    // 23:59 local on Nov 22: Nov 24 is the last day, although it ends 48 h and one minute later.
    const now = at('2026-11-23T04:59:00Z');
    const all = starts(template, { start: now, end: now + 7 * 86_400_000 }, [], now);
    expect(all.at(-1)).toBe('2026-11-25T04:00:00.000Z');
    expect(refuseStart(template, buildVisitType().id, at('2026-11-25T05:00:00Z'), now)).toBe('NOT_A_SLOT');
  });

  it('keep to the dates of a rule, first and last included', () => {
    const template = buildTemplate({
      rules: [buildWeeklyRule({ validFrom: plainDate('2026-11-30'), validTo: plainDate('2026-12-07') })],
    });
    const dates = new Set(starts(template, day('2026-11-22T12:00:00Z', '2026-12-31T05:00:00Z')).map((iso) => iso.slice(0, 10)));
    expect([...dates]).toEqual(['2026-11-30', '2026-12-07']);
  });

  it('of a dated override replace the weekly ones, and no ranges close the day', () => {
    const open = { ...monday, datedHours: [{ on: plainDate('2026-11-23'), ranges: [{ startsMinute: 780, endsMinute: 840 }] }] };
    expect(starts(open, MONDAY)).toEqual(['2026-11-23T18:00:00.000Z']);
    expect(starts({ ...monday, datedHours: [{ on: plainDate('2026-11-23'), ranges: [] }] }, MONDAY)).toEqual([]);
  });

  it('are not offered on a holiday unless the practice opened that date', () => {
    const closed = { ...monday, closedOn: new Set([plainDate('2026-11-23')]) };
    expect(starts(closed, MONDAY)).toEqual([]);
    const opened = { ...closed, datedHours: [{ on: plainDate('2026-11-23'), ranges: [{ startsMinute: 540, endsMinute: 600 }] }] };
    expect(starts(opened, MONDAY)).toHaveLength(1);
  });

  it('are offered once when opening hours overlap, and only for the visit type of the hours', () => {
    const video = buildVisitType({ id: '00000000-0000-7000-8000-000000000002' as never, mode: 'video' });
    const template = {
      ...monday,
      visitTypes: [buildVisitType(), video],
      rules: [
        buildWeeklyRule({ startsMinute: 540, endsMinute: 600 }),
        buildWeeklyRule({ startsMinute: 540, endsMinute: 660, visitTypeId: video.id }),
      ],
    };
    const found = freeSlots(template, MONDAY, [], NOW);
    expect(found.filter((slot) => slot.visitTypeId === video.id)).toHaveLength(3);
    expect(found.filter((slot) => slot.visitTypeId !== video.id)).toHaveLength(1);
  });
});

describe('P3: times around clock changes', () => {
  it('are never in the spring gap', () => {
    const found = starts(buildTemplate(), day('2027-03-14T05:00:00Z', '2027-03-14T09:00:00Z'), [], at('2027-03-01T00:00:00Z'));
    expect(found).toEqual([
      '2027-03-14T05:00:00.000Z',
      '2027-03-14T05:30:00.000Z',
      '2027-03-14T06:00:00.000Z',
      '2027-03-14T06:30:00.000Z',
      '2027-03-14T07:00:00.000Z',
      '2027-03-14T07:30:00.000Z',
      '2027-03-14T08:00:00.000Z',
      '2027-03-14T08:30:00.000Z',
    ]);
  });

  it('are offered twice in the repeated autumn hour', () => {
    const found = starts(buildTemplate(), day('2026-11-01T04:00:00Z', '2026-11-01T08:00:00Z'), [], at('2026-10-20T00:00:00Z'));
    expect(found.filter((iso) => /T0[56]:/.test(iso))).toEqual([
      '2026-11-01T05:00:00.000Z',
      '2026-11-01T05:30:00.000Z',
      '2026-11-01T06:00:00.000Z',
      '2026-11-01T06:30:00.000Z',
    ]);
  });

  it('end by the closing in elapsed time', () => {
    const template = buildTemplate({ rules: [buildWeeklyRule({ weekday: 7, startsMinute: 0, endsMinute: 120 })] });
    const found = starts(template, day('2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'), [], at('2026-10-20T00:00:00Z'));
    // 0:00 to 2:00 lasts three hours that night; the last visit starts at 1:00 EST.
    expect(found).toEqual(['04:00', '04:30', '05:00', '05:30', '06:00'].map((time) => `2026-11-01T${time}:00.000Z`));
  });
});

it('agree with the Temporal oracle for random schedules, busy times and zones around clock changes', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 20 * 96 }), fc.integer({ min: 1, max: 16 }));
  fc.assert(
    fc.property(
      fc.record({
        zone: fc.constantFrom('America/New_York', 'America/Phoenix', 'America/Los_Angeles', 'Pacific/Honolulu'),
        now: fc
          .constantFrom('2026-10-25T13:07:00Z', '2027-03-05T03:10:00Z', '2026-12-20T23:59:59Z')
          .map((iso) => Date.parse(iso)),
        rules: fc.array(
          fc.record({
            weekday: fc.integer({ min: 1, max: 7 }),
            start: fc.integer({ min: 0, max: 90 }),
            quarters: fc.integer({ min: 2, max: 40 }),
          }),
          { minLength: 1, maxLength: 5 },
        ),
        type: fc.record({
          durationMin: fc.constantFrom(15, 30, 45, 60, 90),
          stepMin: fc.constantFrom(15, 20, 30, 60),
          bufferBeforeMin: fc.constantFrom(0, 5),
          bufferAfterMin: fc.constantFrom(0, 10, 15),
          noticeMin: fc.constantFrom(0, 60, 2880),
          horizonDays: fc.integer({ min: 1, max: 20 }),
        }),
        busy: fc.array(span, { maxLength: 30 }),
      }),
      ({ zone, now, rules, type, busy }) => {
        const template = buildTemplate({
          zone,
          visitTypes: [buildVisitType(type)],
          rules: rules.map(({ weekday, start, quarters }) =>
            buildWeeklyRule({ weekday, startsMinute: start * 15, endsMinute: Math.min(1440, (start + quarters) * 15) }),
          ),
        });
        const spans = busy.map(([from, length]) => ({ start: now + from * 900_000, end: now + (from + length) * 900_000 }));
        const window = { start: now, end: now + 21 * 86_400_000 };
        const got = freeSlots(template, window, spans, now);
        expect(got.map((slot) => `${slot.start}|${slot.visitTypeId}`).sort()).toEqual(slotOracle(template, window, spans, now));
        expect(firstFreeSlot(template, window, spans, now)).toEqual(got[0] ?? null);
        for (const slot of got) expect(refuseStart(template, slot.visitTypeId, slot.start, now)).toBeNull();
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);

describe('other times for someone who lost one', () => {
  it('are the nearest of the same kind with different starts, in order of time', () => {
    const type = buildVisitType();
    const slots = [0, 30, 60, 90, 120].map((minutes) => ({
      visitTypeId: type.id,
      start: NOW + minutes * 60_000,
      end: NOW + (minutes + 60) * 60_000,
    }));
    const picked = pickAlternatives(slots, { start: NOW + 65 * 60_000, visitTypeId: type.id }, 3);
    expect(picked.map((slot) => (slot.start - NOW) / 60_000)).toEqual([30, 60, 90]);
    expect(pickAlternatives([], { start: NOW, visitTypeId: type.id }, 3)).toEqual([]);
  });
});

it('computes a provider-month in at most 1 ms', () => {
  const template = buildTemplate({
    rules: [1, 2, 3, 4, 5].map((weekday) => buildWeeklyRule({ weekday })),
    visitTypes: [buildVisitType({ durationMin: 30, stepMin: 30 })],
  });
  const window = { start: NOW, end: NOW + 30 * 86_400_000 };
  const busy = Array.from({ length: 60 }, (_, index) => ({
    start: NOW + index * 43_200_000,
    end: NOW + index * 43_200_000 + 3_600_000,
  }));
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 30; round++) {
    const started = performance.now();
    freeSlots(template, window, busy, NOW);
    best = Math.min(best, performance.now() - started);
  }
  expect(best).toBeLessThanOrEqual(1);
});
