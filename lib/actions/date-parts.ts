import { isPlainDate, type PlainDateString } from '@/lib/clock';

/** First three letters of the months as people write them, English and Spanish. */
const MONTHS = ['jan ene', 'feb', 'mar', 'apr abr', 'may', 'jun', 'jul', 'aug ago', 'sep set', 'oct', 'nov', 'dec dic'];

/** The date of three typed parts ("feb", "2", "1990"), or null when they are no date. Two-digit years are refused. */
export function readDateParts(parts: { month: string; day: string; year: string }): PlainDateString | null {
  const word = parts.month.trim().slice(0, 3).toLowerCase();
  const named = /^[a-z]{3}$/.test(word) ? MONTHS.findIndex((names) => names.split(' ').includes(word)) + 1 : 0;
  const two = (number: number) => String(number).padStart(2, '0');
  const text = `${parts.year.trim()}-${two(named || Number(parts.month))}-${two(Number(parts.day))}`;
  return isPlainDate(text) ? text : null;
}
