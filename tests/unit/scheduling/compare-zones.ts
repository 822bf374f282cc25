import { Temporal } from 'temporal-polyfill';
import { dayNumberOf, plainDateOf } from '@/lib/scheduling/rules/calendar-days';
import { freeSlots } from '@/lib/scheduling/rules/free-slots';
import { instantsOf, midnightOf } from '@/lib/scheduling/rules/zone-time';
import { buildTemplate, buildVisitType, plainDate } from '../../factories/scheduling';
import { changeDates, instantOracle, slotOracle, US_ZONES } from './temporal-oracle';

/** A program of its own, because the zone of a process belongs to it: prints what it compared. */
export interface Comparison {
  readonly compared: number;
  readonly wrong: readonly string[];
  /** Of this process, at the start of 2026. */
  readonly offset: string;
}

const YEARS = { first: '2026-01-01', last: '2030-12-31' } as const;

/**
 * Every US zone: the midnight of every day, every quarter hour around each clock change, and the times offered across it.
 */
function compareAll(): Comparison {
  const wrong: string[] = [];
  let compared = 0;
  const compare = (what: string, got: unknown, wanted: unknown) => {
    compared += 1;
    if (String(got) !== String(wanted)) wrong.push(`${what}: ${got} in place of ${wanted}`);
  };
  for (const zone of US_ZONES) {
    for (let day = dayNumberOf(plainDate(YEARS.first)); day <= dayNumberOf(plainDate(YEARS.last)); day++) {
      const date = plainDateOf(day);
      const wanted = Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
      compare(`midnight of ${date} in ${zone}`, midnightOf(zone, date), wanted);
    }
    for (const date of changeDates(zone)) {
      const day = dayNumberOf(plainDate(date));
      for (let minute = 0; minute < 1440; minute += 15)
        compare(`${date} ${minute} in ${zone}`, instantsOf(zone, day, minute), instantOracle(zone, date, minute));
    }
    for (const date of changeDates(zone).filter((_, index) => index % 3 === 1)) {
      const template = buildTemplate({ zone, visitTypes: [buildVisitType({ horizonDays: 3 })] });
      const start = midnightOf(zone, plainDate(date)) - 86_400_000;
      const window = { start, end: start + 3 * 86_400_000 };
      const got = freeSlots(template, window, [], start).map((slot) => `${slot.start}|${slot.visitTypeId}`);
      compare(`times around ${date} in ${zone}`, got.sort(), slotOracle(template, window, [], start));
    }
  }
  const minutes = -new Date(`${YEARS.first}T00:00:00`).getTimezoneOffset();
  const [sign, size] = [minutes < 0 ? '-' : '+', Math.abs(minutes)];
  const two = (number: number) => String(number).padStart(2, '0');
  return { compared, wrong: wrong.slice(0, 20), offset: `${sign}${two(Math.floor(size / 60))}:${two(size % 60)}` };
}

console.log(JSON.stringify(compareAll()));
