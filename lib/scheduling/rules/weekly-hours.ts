import { pad } from './calendar-days';

/** Opening hours of one weekday (1 is Monday); minutes from midnight. */
export interface DayHours {
  readonly weekday: number;
  readonly ranges: readonly { readonly startsMinute: number; readonly endsMinute: number }[];
}

const RANGE = /^(\d{1,2}):(\d{2})\s*(?:-|–|—|to|a)\s*(\d{1,2}):(\d{2})$/;

/** Hours as a practice types them, "9:00-12:00, 13:00-17:00" on a 24-hour clock; empty is closed; null when unreadable. */
export function parseHours(text: string): DayHours['ranges'] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const ranges: { startsMinute: number; endsMinute: number }[] = [];
  for (const part of parts) {
    const [, fromHour, fromMinute, toHour, toMinute] = RANGE.exec(part)?.map(Number) ?? [];
    if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined) return null;
    const range = { startsMinute: fromHour * 60 + fromMinute, endsMinute: toHour * 60 + toMinute };
    const real = fromMinute < 60 && toMinute < 60 && range.startsMinute < range.endsMinute && range.endsMinute <= 1440;
    const last = ranges.at(-1);
    if (!real || (last && range.startsMinute < last.endsMinute)) return null;
    ranges.push(range);
  }
  return ranges;
}

const clock = (minute: number) => `${Math.floor(minute / 60)}:${pad(minute % 60, 2)}`;

/** The other way round. */
export function writeHours(ranges: DayHours['ranges']): string {
  return ranges.map(({ startsMinute, endsMinute }) => `${clock(startsMinute)}-${clock(endsMinute)}`).join(', ');
}
