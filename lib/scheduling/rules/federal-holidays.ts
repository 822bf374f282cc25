import type { PlainDateString } from '@/lib/clock';
import { type DayNumber, dayNumberOf, pad, plainDateOf, weekdayOf } from './calendar-days';

export interface Holiday {
  readonly on: PlainDateString;
  readonly name: { readonly en: string; readonly es: string };
}

interface HolidayRule {
  readonly name: Holiday['name'];
  readonly month: number;
  /** A fixed day of the month, moved to Friday or Monday from a weekend … */
  readonly day?: number;
  /** … or the nth weekday (1 Monday … 7 Sunday); -1 is the last. */
  readonly nth?: readonly [count: number, weekday: number];
}

/** Legal public holidays, 5 U.S.C. 6103(a) and, for weekends, (b). The plan edits the stored list. */
const RULES: readonly HolidayRule[] = [
  { name: { en: "New Year's Day", es: 'Año Nuevo' }, month: 1, day: 1 },
  { name: { en: 'Martin Luther King Jr. Day', es: 'Día de Martin Luther King Jr.' }, month: 1, nth: [3, 1] },
  { name: { en: "Presidents' Day", es: 'Día de los Presidentes' }, month: 2, nth: [3, 1] },
  { name: { en: 'Memorial Day', es: 'Día de los Caídos' }, month: 5, nth: [-1, 1] },
  { name: { en: 'Juneteenth', es: 'Juneteenth' }, month: 6, day: 19 },
  { name: { en: 'Independence Day', es: 'Día de la Independencia' }, month: 7, day: 4 },
  { name: { en: 'Labor Day', es: 'Día del Trabajo' }, month: 9, nth: [1, 1] },
  { name: { en: 'Columbus Day', es: 'Día de la Raza' }, month: 10, nth: [2, 1] },
  { name: { en: 'Veterans Day', es: 'Día de los Veteranos' }, month: 11, day: 11 },
  { name: { en: 'Thanksgiving', es: 'Día de Acción de Gracias' }, month: 11, nth: [4, 4] },
  { name: { en: 'Christmas Day', es: 'Navidad' }, month: 12, day: 25 },
];

function dayOf(year: number, month: number, day: number): DayNumber {
  return dayNumberOf(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as PlainDateString);
}

function observed(day: DayNumber): DayNumber {
  const weekday = weekdayOf(day);
  return weekday === 6 ? day - 1 : weekday === 7 ? day + 1 : day;
}

function nthWeekday(year: number, month: number, [count, weekday]: readonly [number, number]): DayNumber {
  if (count < 0) {
    const nextMonth = month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
    const last = nextMonth - 1;
    return last - ((weekdayOf(last) - weekday + 7) % 7);
  }
  const first = dayOf(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (count - 1) * 7;
}

/** The days on which federal holidays are kept in a year. New Year's Day of the next year may fall in this one. */
export function listFederalHolidays(year: number): readonly Holiday[] {
  return RULES.map((rule) => ({
    name: rule.name,
    on: plainDateOf(rule.nth ? nthWeekday(year, rule.month, rule.nth) : observed(dayOf(year, rule.month, rule.day ?? 1))),
  }));
}
