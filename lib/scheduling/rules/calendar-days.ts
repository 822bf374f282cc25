import type { PlainDateString } from '@/lib/clock';

/**
 * Calendar arithmetic on day numbers (days since 1970-01-01, proleptic Gregorian), without time zones.
 * Counting days as numbers keeps "three days before" free of 23- and 25-hour days.
 */
export type DayNumber = number;

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** Day number of a plain date. */
export function dayNumberOf(date: PlainDateString): DayNumber {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

/** `YYYY-MM-DD` of a day number (days-to-civil, H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function plainDateOf(day: DayNumber): PlainDateString {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1;
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}` as PlainDateString;
}

/** ISO weekday of a day number: 1 is Monday, 7 is Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** `YYYY-MM-DD` moved by whole days. */
export function addDays(date: PlainDateString, days: number): PlainDateString {
  return plainDateOf(dayNumberOf(date) + days);
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
