import { formatLongDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { VisitMode } from '@/lib/scheduling/model';
import { listDisplayZones } from '@/lib/scheduling/rules/display-zones';

interface Timed {
  readonly start: Date;
  readonly mode: VisitMode;
  readonly zone: string;
}

/** The zone a visit's day and time are told in; members are taken to live in the plan's zone. */
export function firstZone(visit: Timed): string {
  return listDisplayZones(visit.mode, visit.zone, PLAN_ZONE)[0];
}

/** "9:30 a.m. EST", with the provider's own time after it when that is another zone. */
export function visitClock(locale: Locale, visit: Timed): string {
  const [first, second] = listDisplayZones(visit.mode, visit.zone, PLAN_ZONE);
  const time = formatTime(visit.start, locale, first, true);
  if (!second) return time;
  const theirs = translator(locale)('appointments.when.second', { time: formatTime(visit.start, locale, second, true) });
  return `${time} (${theirs})`;
}

/** Words of a time in a list of one day: the zone stands once beside the day, unless the provider's is another. */
export function slotClock(locale: Locale, visit: Timed): { readonly time: string; readonly zone: string | null } {
  const [first, second] = listDisplayZones(visit.mode, visit.zone, PLAN_ZONE);
  if (second) return { time: visitClock(locale, visit), zone: null };
  const time = formatTime(visit.start, locale, first);
  return { time, zone: formatTime(visit.start, locale, first, true).slice(time.length + 1) };
}

/** "Tuesday, December 1, 2026, 9:30 a.m. EST". */
export function visitTime(locale: Locale, visit: Timed): string {
  const date = formatLongDate(visit.start, locale, firstZone(visit));
  return translator(locale)('appointments.when.at', { date, time: visitClock(locale, visit) });
}
