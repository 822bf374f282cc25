import { instant } from '@/lib/clock';
import { SAFE_HOURS, type SafeTimes } from './model';

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;

function hourIn(zone: string, at: Date): number {
  const text = new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(at);
  return Number(text);
}

/** True when `at` lies in the hours a person called safe, by the wall clock of `zone`. */
export function isSafeTime(safeTimes: SafeTimes, at: Date, zone: string): boolean {
  const [from, to] = SAFE_HOURS[safeTimes];
  const hour = hourIn(zone, at);
  return hour >= from && hour < to;
}

/**
 * The first moment from `at` on that is safe, to a quarter of an hour. Walks forward, so that the hours that a clock
 * change skips or repeats need no special case.
 */
export function nextSafeTime(safeTimes: SafeTimes, at: Date, zone: string): Date {
  if (isSafeTime(safeTimes, at, zone)) return at;
  const start = Math.ceil(at.getTime() / QUARTER_MS) * QUARTER_MS;
  for (let ms = start; ms < start + 48 * HOUR_MS; ms += QUARTER_MS) {
    if (isSafeTime(safeTimes, instant(ms), zone)) return instant(ms);
  }
  return at;
}
