import { instant } from '@/lib/clock';
import type { OpeningHours } from '@/lib/directory/model';
import { formatList, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A weekday's name: 5 January 2026 was a Monday. */
function dayName(code: string, locale: Locale): string {
  const at = instant(`2026-01-${String(5 + Math.max(0, DAYS.indexOf(code))).padStart(2, '0')}T12:00:00Z`);
  return new Intl.DateTimeFormat(locale === 'es' ? 'es-US' : 'en-US', { weekday: 'long', timeZone: 'UTC' }).format(at);
}

const clockTime = (time: string, locale: Locale) => formatTime(instant(`2026-01-05T${time.slice(0, 5)}:00Z`), locale, 'UTC');

/** "Monday to Friday" for days in a row, three or more; otherwise each by its name. */
function dayNames(codes: readonly string[], locale: Locale): string {
  const names = codes.map((code) => dayName(code, locale));
  const [from, to] = [names[0], names.at(-1)];
  const inRow = codes.every((code, index) => index === 0 || DAYS.indexOf(code) === DAYS.indexOf(codes[index - 1] ?? '') + 1);
  if (codes.length < 3 || !inRow || !from || !to) return formatList(names, locale);
  return translator(locale)('directory.provider.days', { from, to });
}

/** Opening hours, one line for each group of days. They are the site's local times. */
export function HoursList({ hours, locale }: { hours: readonly OpeningHours[]; locale: Locale }) {
  const t = translator(locale);
  if (hours.length === 0) return t('directory.provider.hoursNone');
  return hours.map(({ daysOfWeek, allDay, openingTime, closingTime }) => {
    const days = dayNames(daysOfWeek, locale);
    const line =
      allDay || !openingTime || !closingTime
        ? t('directory.provider.allDay', { days })
        : t('directory.provider.dayRange', { days, from: clockTime(openingTime, locale), to: clockTime(closingTime, locale) });
    return <p key={`${days}${openingTime ?? ''}`}>{line}</p>;
  });
}
