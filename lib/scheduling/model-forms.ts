import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import { ACCESS_NEEDS, CONTACT_WAYS, SAFE_TIMES, VOICE_MESSAGES } from './model';
import { pad } from './rules/calendar-days';

/** First three letters of the months as people write them, English and Spanish. */
const MONTHS = ['jan ene', 'feb', 'mar', 'apr abr', 'may', 'jun', 'jul', 'aug ago', 'sep set', 'oct', 'nov', 'dec dic'];

/** `YYYY-MM-DD` from three typed parts ("feb", "2", "1990"), or null when they are no date. Two-digit years are refused. */
export function readDateParts(parts: { month: string; day: string; year: string }): string | null {
  const word = parts.month.trim().slice(0, 3).toLowerCase();
  const named = /^[a-z]{3}$/.test(word) ? MONTHS.findIndex((names) => names.split(' ').includes(word)) + 1 : 0;
  const month = named || Number(parts.month);
  const day = Number(parts.day);
  if (!/^\d{4}$/.test(parts.year.trim()) || !(month >= 1 && month <= 12) || !(day >= 1 && day <= 31)) return null;
  const text = `${parts.year.trim()}-${pad(month, 2)}-${pad(day, 2)}`;
  const at = Date.parse(`${text}T00:00:00Z`);
  // 30 February parses in no engine we run, 31 April in some: the round trip decides.
  return !Number.isNaN(at) && Number(text.slice(8)) === daysInMonth(Number(parts.year), month, day) ? text : null;
}

function daysInMonth(year: number, month: number, day: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day <= days ? day : 0;
}

const text = (max: number, message: string) => z.string(message).trim().min(1, message).max(max, message);
const part = z.string().default('');

const EARLIEST_BIRTH = '1900-01-01';

const birthDate = {
  'birthDate-month': part,
  'birthDate-day': part,
  'birthDate-year': part,
};
type BirthParts = { 'birthDate-month': string; 'birthDate-day': string; 'birthDate-year': string };

const readBirthDate = (parts: BirthParts) =>
  readDateParts({ month: parts['birthDate-month'], day: parts['birthDate-day'], year: parts['birthDate-year'] });

/** Adds the birth date, or the error at its field. `today` is checked by the command's page, which knows the clock. */
function withBirthDate<Value extends BirthParts>(value: Value, context: z.RefinementCtx) {
  const date = readBirthDate(value);
  if (!date || date < EARLIEST_BIRTH) {
    context.addIssue({ code: 'custom', path: ['birthDate'], message: 'appointments.errors.birthDate' });
    return z.NEVER;
  }
  return { ...value, birthDate: date };
}

/** A chosen time: `<epoch ms>.<visit type>`; forms carry nothing a person could not see. */
export const TimeFormSchema = z.object({
  role: z.string(),
  moving: z.string().optional(),
  slot: z
    .string('appointments.errors.slot')
    .regex(/^\d{10,14}\.[0-9a-f-]{36}$/, 'appointments.errors.slot')
    .transform((chosen) => {
      const [at = '', visitTypeId = ''] = chosen.split('.');
      return { at: Number(at), visitTypeId };
    }),
});

/** What a practice may be asked to bring an interpreter for; `none` is the usual answer. */
export const INTERPRETERS = ['none', 'es', 'ase', 'vi', 'ar', 'hmn', 'zh', 'fr', 'ru', 'other'] as const;

export const PersonFormSchema = z
  .object({
    firstName: text(80, 'appointments.errors.firstName'),
    lastName: text(80, 'appointments.errors.lastName'),
    ...birthDate,
    interpreter: z.enum(INTERPRETERS, 'appointments.errors.interpreter').default('none'),
    accessNeeds: z.array(z.enum(ACCESS_NEEDS)).default([]),
    next: z.enum(['check', 'contact']).default('contact'),
  })
  .transform(withBirthDate);

const Phone = z
  .string()
  .default('')
  .transform((typed) => parsePhoneNumberFromString(typed, 'US'));

export const ContactFormSchema = z
  .object({
    contactWay: z.enum(CONTACT_WAYS, 'appointments.errors.contactWay'),
    phone: Phone,
    voiceMessage: z.enum(VOICE_MESSAGES).default('no'),
    safeTimes: z.enum(SAFE_TIMES).default('any'),
  })
  .transform((value, context) => {
    if (value.contactWay !== 'none' && !value.phone?.isValid()) {
      context.addIssue({ code: 'custom', path: ['phone'], message: 'appointments.errors.phone' });
      return z.NEVER;
    }
    return { ...value, phone: value.contactWay === 'none' ? null : (value.phone?.number ?? null) };
  });

export const CodeFormSchema = z.object({ code: text(40, 'appointments.errors.code'), ...birthDate }).transform(withBirthDate);
