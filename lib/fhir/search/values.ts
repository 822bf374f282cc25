import { instant } from '@/lib/clock';
import { badValue } from '../outcome';

const MAX_VALUE = 256;
const MAX_VALUES = 300;

/** A comma list as alternatives, with FHIR's escapes (`\,` `\|` `\$` `\\`) kept for the value parser. */
export function splitAlternatives(parameter: string, raw: string): string[] {
  // A zero byte or other control character means nothing in any FHIR value, and PostgreSQL refuses some of them.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(raw)) throw badValue(parameter, 'The value has a control character.');
  const parts = splitUnescaped(raw, ',').filter((part) => part !== '');
  if (parts.length > MAX_VALUES) throw badValue(parameter, `More than ${MAX_VALUES} alternatives in one parameter.`);
  if (parts.some((part) => part.length > MAX_VALUE)) throw badValue(parameter, `A value is longer than ${MAX_VALUE} characters.`);
  return parts;
}

/** Splits at a separator that is not escaped with a backslash. Escapes stay. */
export function splitUnescaped(text: string, separator: string): string[] {
  const parts: string[] = [''];
  for (let at = 0; at < text.length; at++) {
    const symbol = text.charAt(at);
    if (symbol === '\\' && at + 1 < text.length) parts.push(`${parts.pop() ?? ''}${symbol}${text.charAt(++at)}`);
    else if (symbol === separator) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${symbol}`);
  }
  return parts;
}

export function unescapeValue(text: string): string {
  return text.replace(/\\([,|$\\])/g, '$1');
}

export interface TokenValue {
  /** undefined: any system; empty: explicitly none. */
  readonly system: string | undefined;
  /** Empty: any code of the system. */
  readonly code: string;
}

export function parseToken(parameter: string, value: string): TokenValue {
  const parts = splitUnescaped(value, '|').map(unescapeValue);
  const [first = '', second] = parts;
  if (parts.length > 2) throw badValue(parameter, 'A token is `code`, `system|code`, `|code` or `system|`.');
  if (second === undefined) return { system: undefined, code: first };
  if (first === '' && second === '') throw badValue(parameter, 'A token needs a system or a code.');
  return { system: first, code: second };
}

export type DatePrefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';

export interface DateValue {
  readonly prefix: DatePrefix;
  /** First instant of the stated year, month, day, minute, second or millisecond. */
  readonly from: Date;
  /** The first instant after it. */
  readonly to: Date;
}

const DATE =
  /^(eq|ne|gt|lt|ge|le|sa|eb|ap)?(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/** A FHIR date with its prefix. Dates without a zone are read in UTC. A space stands for the `+` a URL decoder ate. */
export function parseDate(parameter: string, value: string): DateValue {
  const match = DATE.exec(value.replace(' ', '+'));
  const wrong = () => badValue(parameter, 'A date is YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm[:ss[.sss]][Z|+hh:mm].');
  if (!match) throw wrong();
  const [, prefix, year = '', month, day, hour, minute, second, fraction, zone] = match;
  const time =
    hour === undefined ? '00:00:00.000' : `${hour}:${minute}:${second ?? '00'}.${(fraction ?? '0').padEnd(3, '0').slice(0, 3)}`;
  const from = instant(`${year}-${month ?? '01'}-${day ?? '01'}T${time}${zone ?? 'Z'}`);
  if (Number.isNaN(from.getTime()) || !isCalendarDay(year, month, day)) throw wrong();
  return { prefix: (prefix ?? 'eq') as DatePrefix, from, to: endOf(from, { month, day, hour, second, fraction }) };
}

function isCalendarDay(year: string, month = '01', day = '01'): boolean {
  const at = instant(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(`${year}-${month}-${day}`);
}

type Precision = Partial<Record<'month' | 'day' | 'hour' | 'second' | 'fraction', string | undefined>>;

function endOf(from: Date, { month, day, hour, second, fraction }: Precision): Date {
  if (fraction !== undefined) return instant(from.getTime() + 1);
  if (second !== undefined) return instant(from.getTime() + 1000);
  if (hour !== undefined) return instant(from.getTime() + 60_000);
  const end = instant(from.getTime());
  if (day !== undefined) end.setUTCDate(end.getUTCDate() + 1);
  else if (month !== undefined) end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setUTCFullYear(end.getUTCFullYear() + 1);
  return end;
}
