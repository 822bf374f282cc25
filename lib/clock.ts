import { env } from '@/lib/env';

/** Source of time. Commands take one in their `deps`, so that tests can freeze it. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}

function startOffsetMs(): number {
  const start = env().CLOCK_START;
  return start ? Date.parse(start) - Date.now() : 0;
}

let offsetMs: number | undefined;

/** The machine's clock (moved by CLOCK_START in tests). */
export const systemClock: Clock = {
  now() {
    offsetMs ??= startOffsetMs();
    return new Date(Date.now() + offsetMs);
  },
};

/** A clock that stands still until it is told otherwise. For tests and previews. */
export function fixedClock(iso: string): Clock & { set(iso: string): void; advance(ms: number): void } {
  let at = Date.parse(iso);
  return {
    now: () => new Date(at),
    set: (next) => {
      at = Date.parse(next);
    },
    advance: (ms) => {
      at += ms;
    },
  };
}

/** Instant from an ISO text or epoch milliseconds: the one place that constructs dates. */
export function instant(value: string | number): Date {
  return new Date(value);
}

declare const plainDate: unique symbol;
/** A date without time, `YYYY-MM-DD`. */
export type PlainDateString = string & { readonly [plainDate]: true };

const zonedDay = new Map<string, Intl.DateTimeFormat>();

/** The local date at an instant in an IANA zone. */
export function plainDateAt(at: Date, zone: string): PlainDateString {
  let format = zonedDay.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    zonedDay.set(zone, format);
  }
  return format.format(at) as PlainDateString;
}

/** True for a real calendar date in `YYYY-MM-DD`. */
export function isPlainDate(text: string): text is PlainDateString {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

/** First three letters of the months as people write them, English and Spanish. */
const MONTHS = ['jan ene', 'feb', 'mar', 'apr abr', 'may', 'jun', 'jul', 'aug ago', 'sep set', 'oct', 'nov', 'dec dic'];

/** The date of three typed parts ("feb", "2", "1990"), or null when they are no date. Two-digit years are refused. */
function readDateParts(parts: { month: string; day: string; year: string }): PlainDateString | null {
  const word = parts.month.trim().slice(0, 3).toLowerCase();
  const named = /^[a-z]{3}$/.test(word) ? MONTHS.findIndex((names) => names.split(' ').includes(word)) + 1 : 0;
  const two = (number: number) => String(number).padStart(2, '0');
  const text = `${parts.year.trim()}-${two(named || Number(parts.month))}-${two(Number(parts.day))}`;
  return isPlainDate(text) ? text : null;
}

/**
 * A posted form with the date of its three boxes (`name-month`, `-day`, `-year`) added under `name`; undefined when they
 * are no date. Before the schema runs, so that a wrong date is said together with everything else.
 */
export function withDateParts(form: unknown, name: string): unknown {
  if (typeof form !== 'object' || form === null) return form;
  const values = form as Readonly<Record<string, unknown>>;
  const part = (which: string) => String(values[`${name}-${which}`] ?? '');
  return { ...values, [name]: readDateParts({ month: part('month'), day: part('day'), year: part('year') }) ?? undefined };
}
