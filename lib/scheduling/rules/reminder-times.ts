import { AWAKE_HOURS } from '@/lib/notifications/model';
import { DAY_MS, MINUTE_MS } from './calendar-days';
import { localDayAt, offsetAt, startOf } from './zone-time';

export const REMINDER_KINDS = ['three-days', 'one-day', 'two-hours'] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

export interface ReminderTime {
  readonly kind: ReminderKind;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Nobody is called or texted from 21:00 to 08:00 of their own clock. */
const [QUIET_TO_MIN, QUIET_FROM_MIN] = AWAKE_HOURS.map((hour) => hour * 60) as [number, number];
const MOVED_TO_MIN = 20 * 60;

/**
 * Policy P10: 3 days and 1 day before at the same wall time, 2 hours before in elapsed time; those in quiet hours move
 * to 20:00 of the evening in which the quiet hours began; those already past are left out.
 */
export function listReminderTimes(
  visitAt: number,
  zones: { readonly visit: string; readonly member: string },
  now: number,
): readonly ReminderTime[] {
  const wanted: readonly ReminderTime[] = [
    { kind: 'three-days', at: sameWallTimeBefore(visitAt, 3, zones.visit) },
    { kind: 'one-day', at: sameWallTimeBefore(visitAt, 1, zones.visit) },
    { kind: 'two-hours', at: visitAt - 120 * MINUTE_MS },
  ];
  return wanted.map(({ kind, at }) => ({ kind, at: outsideQuietHours(at, zones.member) })).filter(({ at }) => at > now);
}

function sameWallTimeBefore(visitAt: number, days: number, zone: string): number {
  const wall = visitAt + offsetAt(zone, visitAt);
  const day = Math.floor(wall / DAY_MS);
  return startOf(zone, day - days, (wall - day * DAY_MS) / MINUTE_MS);
}

function outsideQuietHours(at: number, zone: string): number {
  const day = localDayAt(zone, at);
  const minute = (at + offsetAt(zone, at) - day * DAY_MS) / MINUTE_MS;
  if (minute >= QUIET_FROM_MIN) return startOf(zone, day, MOVED_TO_MIN);
  return minute < QUIET_TO_MIN ? startOf(zone, day - 1, MOVED_TO_MIN) : at;
}
