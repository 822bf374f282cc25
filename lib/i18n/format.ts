import type { Locale } from './locale';

const TAGS: Readonly<Record<Locale, string>> = { en: 'en-US', es: 'es-US' };
const formats = new Map<string, Intl.DateTimeFormat>();
/** Made once a language: a new one costs more than a row of a list that uses it. */
const lists: Readonly<Record<Locale, Intl.ListFormat>> = {
  en: new Intl.ListFormat(TAGS.en, { type: 'conjunction' }),
  es: new Intl.ListFormat(TAGS.es, { type: 'conjunction' }),
};

function dateFormat(locale: Locale, zone: string, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const cacheKey = `${locale}|${zone}|${key}`;
  let format = formats.get(cacheKey);
  if (!format) {
    format = new Intl.DateTimeFormat(TAGS[locale], { timeZone: zone, ...options });
    formats.set(cacheKey, format);
  }
  return format;
}

/** "Tuesday, December 1, 2026" · "martes, 1 de diciembre de 2026". */
export function formatLongDate(at: Date, locale: Locale, zone: string): string {
  return dateFormat(locale, zone, 'long', { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }).format(at);
}

/** "Tue, Dec 1" · "mar, 1 dic". */
export function formatShortDate(at: Date, locale: Locale, zone: string): string {
  return dateFormat(locale, zone, 'short', { weekday: 'short', month: 'short', day: 'numeric' }).format(at);
}

/** Inside a time no line may break: "9:30 a." at the end of one and "m." on the next reads as something else. */
export const NO_BREAK = '\u00a0';

/** "9:30 a.m." · "9:30 a. m."; with the zone's abbreviation ("9:30 a.m. EST") when `withZone`. */
export function formatTime(at: Date, locale: Locale, zone: string, withZone = false): string {
  const parts = dateFormat(locale, zone, `time${withZone}`, {
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
    ...(withZone ? { timeZoneName: 'short' } : {}),
  }).formatToParts(at);
  const value = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const morning = value('dayPeriod').toLowerCase().startsWith('a');
  const half = locale === 'es' ? (morning ? `a.${NO_BREAK}m.` : `p.${NO_BREAK}m.`) : morning ? 'a.m.' : 'p.m.';
  const zoneName = withZone ? ` ${value('timeZoneName')}` : '';
  return `${value('hour')}:${value('minute')}${NO_BREAK}${half}${zoneName}`;
}

/** "$1,835.40", or "$1,835" for whole dollars. `cents` is an integer. */
export function formatMoney(cents: number, locale: Locale): string {
  const whole = cents % 100 === 0;
  return new Intl.NumberFormat(TAGS[locale], {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: whole ? 0 : 2,
  }).format(cents / 100);
}

/** "704-555-0123" from digits or E.164; anything else is returned as it is. */
export function formatPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  if (digits.length === 10) return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
  return phone;
}

/** "a, b, and c" in the language's own way. */
export function formatList(items: readonly string[], locale: Locale): string {
  return lists[locale].format(items);
}
