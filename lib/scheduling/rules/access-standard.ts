import type { PlainDateString } from '@/lib/clock';
import standards from '../parameters/access-standards.json';
import { type DayNumber, dayNumberOf, MINUTE_MS, plainDateOf, weekdayOf } from './calendar-days';
import { localDayAt, midnightOf } from './zone-time';

export type NeedLevel = 'emergent' | 'urgent' | 'routine';

interface Standard {
  readonly level: string;
  readonly unit: string;
  readonly limit: number;
  readonly validFrom: string;
}

/**
 * Policy P8: the instant by which a person is to be seen. Emergent and urgent are elapsed time; routine is the earlier
 * of the end of the 14th calendar day and of the 10th business day after the request date in the plan's zone.
 * The answer is exclusive: a visit that starts before it is in time. Limits are data with their sources.
 */
export function decideDueAt(level: NeedLevel, requestedAt: number, zone: string, holidays: ReadonlySet<PlainDateString>): number {
  const requestDay = localDayAt(zone, requestedAt);
  const limits = standardsFor(level, plainDateOf(requestDay)).map((standard) => {
    switch (standard.unit) {
      case 'elapsedHours':
        return requestedAt + standard.limit * 60 * MINUTE_MS;
      case 'calendarDays':
        return midnightOf(zone, plainDateOf(requestDay + standard.limit + 1));
      case 'businessDays':
        return midnightOf(zone, plainDateOf(addBusinessDays(requestDay, standard.limit, holidays) + 1));
      default:
        throw new Error(`Unknown unit ${standard.unit} in parameters/access-standards.json`);
    }
  });
  return Math.min(...limits);
}

/** The day `count` business days after `day`: Monday to Friday without the given holidays. */
export function addBusinessDays(day: DayNumber, count: number, holidays: ReadonlySet<PlainDateString>): DayNumber {
  let at = day;
  for (let left = count; left > 0; ) {
    at += 1;
    if (weekdayOf(at) <= 5 && !holidays.has(plainDateOf(at))) left -= 1;
  }
  return at;
}

function standardsFor(level: NeedLevel, on: PlainDateString): readonly Standard[] {
  const dated = (standards.standards as readonly Standard[]).filter(
    (each) => each.level === level && dayNumberOf(each.validFrom as PlainDateString) <= dayNumberOf(on),
  );
  const units = new Map<string, Standard>();
  for (const each of dated) {
    const known = units.get(each.unit);
    if (!known || known.validFrom < each.validFrom) units.set(each.unit, each);
  }
  if (units.size === 0) throw new Error(`No access standard for ${level} on ${on}`);
  return [...units.values()];
}
