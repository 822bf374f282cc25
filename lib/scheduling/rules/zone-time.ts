import type { PlainDateString } from '@/lib/clock';
import { DAY_MS, type DayNumber, dayNumberOf, MINUTE_MS } from './calendar-days';

/**
 * Local wall time and instants (epoch milliseconds) in an IANA zone.
 * `Intl` is the only source of zone rules; one question for each UTC day is enough, because a day whose two ends have
 * the same offset has no change inside. Libraries measured 30–240 ms for one provider-month, this well under 1 ms.
 */
interface DayOffsets {
  /** Offset in ms at the start of the UTC day, and after the change when there is one. */
  readonly before: number;
  readonly after: number;
  /** First instant that has `after`. */
  readonly changesAt: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const cache = new Map<string, Map<DayNumber, DayOffsets>>();
/** About eleven years for each zone; then the zone's days are forgotten. */
const MAX_DAYS = 4000;

function askIntl(zone: string, at: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', hour: '2-digit' });
    formats.set(zone, format);
  }
  const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(format.format(at));
  if (!match?.[1]) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * MINUTE_MS;
}

function dayOffsets(zone: string, day: DayNumber): DayOffsets {
  let days = cache.get(zone);
  if (!days || days.size > MAX_DAYS) {
    days = new Map();
    cache.set(zone, days);
  }
  let known = days.get(day);
  if (!known) {
    known = findChange(zone, day * DAY_MS, (day + 1) * DAY_MS);
    days.set(day, known);
  }
  return known;
}

function findChange(zone: string, start: number, end: number): DayOffsets {
  const before = askIntl(zone, start);
  const after = askIntl(zone, end);
  if (before === after) return { before, after, changesAt: end };
  let low = start;
  let high = end;
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (askIntl(zone, middle) === before) low = middle;
    else high = middle;
  }
  return { before, after, changesAt: high };
}

/** Offset from UTC in ms (east is positive) at an instant. */
export function offsetAt(zone: string, at: number): number {
  const day = dayOffsets(zone, Math.floor(at / DAY_MS));
  return at < day.changesAt ? day.before : day.after;
}

/** The local date at an instant, as a day number. */
export function localDayAt(zone: string, at: number): DayNumber {
  return Math.floor((at + offsetAt(zone, at)) / DAY_MS);
}

/** The single offset of a whole local day and its neighbourhood, or null around a change. */
export function steadyOffset(zone: string, day: DayNumber): number | null {
  const first = dayOffsets(zone, day - 1);
  const last = dayOffsets(zone, day + 1);
  return first.before === last.after ? first.before : null;
}

/**
 * Instants that show a wall time, earliest first: none in the spring gap, two in the repeated autumn hour.
 * `minute` counts from local midnight of `day` and may reach into the next day.
 */
export function instantsOf(zone: string, day: DayNumber, minute: number): readonly number[] {
  const wall = day * DAY_MS + minute * MINUTE_MS;
  const earlier = wall - offsetAt(zone, wall - DAY_MS);
  const later = wall - offsetAt(zone, wall + DAY_MS);
  const found: number[] = [];
  for (const at of earlier === later ? [earlier] : [Math.min(earlier, later), Math.max(earlier, later)]) {
    if (at + offsetAt(zone, at) === wall) found.push(at);
  }
  return found;
}

/** The instant a wall time begins: the first of two, or the end of the gap that swallows it. */
export function startOf(zone: string, day: DayNumber, minute: number): number {
  return instantsOf(zone, day, minute)[0] ?? endOfGap(zone, day, minute);
}

/** The instant a wall time is over for good: the last of two, or the end of the gap that swallows it. */
export function endOf(zone: string, day: DayNumber, minute: number): number {
  return instantsOf(zone, day, minute).at(-1) ?? endOfGap(zone, day, minute);
}

function endOfGap(zone: string, day: DayNumber, minute: number): number {
  const wall = day * DAY_MS + minute * MINUTE_MS;
  // The change lies in the UTC day of one of the two readings of the wall time.
  for (const reading of [wall - offsetAt(zone, wall + DAY_MS), wall - offsetAt(zone, wall - DAY_MS)]) {
    const offsets = dayOffsets(zone, Math.floor(reading / DAY_MS));
    if (offsets.before !== offsets.after) return offsets.changesAt;
  }
  return wall - offsetAt(zone, wall - DAY_MS);
}

/** Local midnight at the start of a date (policy P8: deadlines end at the next one). */
export function midnightOf(zone: string, date: PlainDateString): number {
  return startOf(zone, dayNumberOf(date), 0);
}

export type LocalReading =
  | { readonly ok: true; readonly at: number }
  | { readonly ok: false; readonly reason: 'malformed' | 'gap' | 'ambiguous' | 'offset' };

const LOCAL = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * Policy P3: an instant from what a client wrote. With an offset it must be one the zone really has at that time;
 * without one, a time in the spring gap or in the repeated hour is refused rather than guessed.
 */
export function readLocalTime(text: string, zone: string): LocalReading {
  const match = LOCAL.exec(text);
  const [, date, hour, minute, second = '0', offset] = match ?? [];
  if (!date || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Number.isNaN(Date.parse(`${date}T00:00:00Z`))) {
    return { ok: false, reason: 'malformed' };
  }
  if (offset === 'Z') return { ok: true, at: Date.parse(text) };
  const day = dayNumberOf(date as PlainDateString);
  const readings = instantsOf(zone, day, Number(hour) * 60 + Number(minute)).map((at) => at + Number(second) * 1000);
  if (offset) {
    const at = Date.parse(text);
    return readings.includes(at) ? { ok: true, at } : { ok: false, reason: readings.length === 0 ? 'gap' : 'offset' };
  }
  const [only, second2] = readings;
  if (only === undefined) return { ok: false, reason: 'gap' };
  return second2 === undefined ? { ok: true, at: only } : { ok: false, reason: 'ambiguous' };
}
