import { Temporal } from 'temporal-polyfill';
import type { ScheduleTemplate, Span } from '@/lib/scheduling/model';

/** Every zone of the United States, with the odd ones: no daylight time, Indiana, Dakota, the Pacific territories. */
export const US_ZONES = [
  ...Intl.supportedValuesOf('timeZone').filter((zone) =>
    /^America\/(New_York|Detroit|Chicago|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Sitka|Nome|Yakutat|Metlakatla|Adak|Menominee|Puerto_Rico|Indiana\/.*|Kentucky\/.*|North_Dakota\/.*|Indianapolis|Louisville)$/.test(
      zone,
    ),
  ),
  'Pacific/Honolulu',
  'Pacific/Guam',
  'Pacific/Pago_Pago',
  'Pacific/Saipan',
  'America/St_Thomas',
];

/** The instants that show a wall time, the slow, obvious way with Temporal. */
export function instantOracle(zone: string, date: string, minute: number): number[] {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime().add({ minutes: minute });
  const readings = (['earlier', 'later'] as const)
    .map((disambiguation) => wall.toZonedDateTime(zone, { disambiguation }))
    .filter((zoned) => zoned.toPlainDateTime().equals(wall))
    .map((zoned) => zoned.epochMilliseconds);
  return [...new Set(readings)];
}

/** Local dates on which a zone changes its offset, and their neighbours, 2026–2030. */
export function changeDates(zone: string): string[] {
  const dates = new Set<string>();
  let at: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`2026-01-01T00:00[${zone}]`);
  while (at && at.year <= 2030) {
    at = at.getTimeZoneTransition('next');
    if (at && at.year <= 2030) {
      for (const days of [-1, 0, 1]) dates.add(at.toPlainDate().add({ days }).toString());
    }
  }
  return [...dates];
}

/** The same question answered the slow, obvious way with Temporal. */
export function slotOracle(template: ScheduleTemplate, window: Span, busy: readonly Span[], now: number): string[] {
  const found = new Set<string>();
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(template.zone).toPlainDate();
  for (const type of template.visitTypes) {
    for (let ahead = 0; ahead <= type.horizonDays; ahead++) {
      const date = today.add({ days: ahead });
      for (const rule of template.rules.filter((each) => each.weekday === date.dayOfWeek)) {
        const wallAt = (minute: number) => date.toPlainDateTime().add({ minutes: minute });
        const opens = wallAt(rule.startsMinute).toZonedDateTime(template.zone, { disambiguation: 'earlier' });
        const closes = wallAt(rule.endsMinute).toZonedDateTime(template.zone, { disambiguation: 'later' }).epochMilliseconds;
        for (let minute = rule.startsMinute; minute < rule.endsMinute; minute += type.stepMin) {
          for (const disambiguation of ['earlier', 'later'] as const) {
            const zoned = wallAt(minute).toZonedDateTime(template.zone, { disambiguation });
            if (!zoned.toPlainDateTime().equals(wallAt(minute))) continue;
            const start = zoned.epochMilliseconds;
            const end = start + type.durationMin * 60_000;
            const taken = busy.some(
              (each) => each.start < end + type.bufferAfterMin * 60_000 && start - type.bufferBeforeMin * 60_000 < each.end,
            );
            const inWindow = start >= window.start && start < window.end && start >= now + type.noticeMin * 60_000;
            if (inWindow && !taken && start >= opens.epochMilliseconds && end <= closes) found.add(`${start}|${type.id}`);
          }
        }
      }
    }
  }
  return [...found].sort();
}
