import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import { withDateParts } from '@/lib/clock';
import { ACCESS_NEEDS, CONTACT_WAYS, SAFE_TIMES, VOICE_MESSAGES } from './model';

const text = (max: number, message: string) => z.string(message).trim().min(1, message).max(max, message);
const EARLIEST_BIRTH = '1900-01-01';

/** A form with a birth date in three boxes. Whether it lies in the future is the command's to say, which knows the clock. */
const withBirthDate = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.preprocess(
    (form) => withDateParts(form, 'birthDate'),
    z.object({
      ...shape,
      birthDate: z
        .string('appointments.errors.birthDate')
        .refine((date) => date >= EARLIEST_BIRTH, 'appointments.errors.birthDate'),
    }),
  );

/** A chosen time: `<epoch ms>.<visit type>`; forms carry nothing a person could not see. */
export const SlotValueSchema = z
  .string('appointments.errors.slot')
  .regex(/^\d{10,14}\.[0-9a-f-]{36}$/, 'appointments.errors.slot')
  .transform((chosen) => {
    const [at = '', visitTypeId = ''] = chosen.split('.');
    return { at: Number(at), visitTypeId };
  });

export const TimeFormSchema = z.object({ role: z.string(), moving: z.string().optional(), slot: SlotValueSchema });

/** What a practice may be asked to bring an interpreter for; `none` is the usual answer. */
export const INTERPRETERS = ['none', 'es', 'ase', 'vi', 'ar', 'hmn', 'zh', 'fr', 'ru', 'other'] as const;

export const PersonFormSchema = withBirthDate({
  firstName: text(80, 'appointments.errors.firstName'),
  lastName: text(80, 'appointments.errors.lastName'),
  interpreter: z.enum(INTERPRETERS, 'appointments.errors.interpreter').default('none'),
  accessNeeds: z.array(z.enum(ACCESS_NEEDS)).default([]),
  next: z.enum(['check', 'contact']).default('contact'),
});

const Phone = z
  .string()
  .default('')
  .transform((typed) => parsePhoneNumberFromString(typed, 'US'));

// As in lib/auth/address.ts: no quotes, no comments, one at-sign.
const EMAIL = /^[^\s@"<>(),;:\\[\]]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const Email = z
  .string()
  .default('')
  .transform((typed) => typed.normalize('NFKC').trim().toLowerCase())
  .transform((mail) => (mail.length <= 254 && EMAIL.test(mail) ? mail : null));

export const ContactFormSchema = z
  .object({
    contactWay: z.enum(CONTACT_WAYS, 'appointments.errors.contactWay'),
    phone: Phone,
    email: Email,
    voiceMessage: z.enum(VOICE_MESSAGES).default('no'),
    safeTimes: z.enum(SAFE_TIMES).default('any'),
    earlier: z.enum(['yes', 'no']).default('yes'),
  })
  .transform(({ earlier, ...value }, context) => {
    const byPhone = value.contactWay === 'phone' || value.contactWay === 'text';
    if (byPhone && !value.phone?.isValid()) {
      context.addIssue({ code: 'custom', path: ['phone'], message: 'appointments.errors.phone' });
      return z.NEVER;
    }
    if (value.contactWay === 'email' && !value.email) {
      context.addIssue({ code: 'custom', path: ['email'], message: 'appointments.errors.email' });
      return z.NEVER;
    }
    return {
      ...value,
      phone: byPhone ? (value.phone?.number ?? null) : null,
      email: value.contactWay === 'email' ? value.email : null,
      wantsEarlier: earlier === 'yes' && value.contactWay !== 'none',
    };
  });

/** Who to call back, and when. The number is needed: without one there is nobody to call. */
export const CallBackFormSchema = z
  .object({
    role: z.string().default(''),
    firstName: text(80, 'appointments.errors.firstName'),
    phone: Phone,
    voiceMessage: z.enum(VOICE_MESSAGES).default('no'),
    safeTimes: z.enum(SAFE_TIMES).default('any'),
  })
  .transform((value, context) => {
    if (!value.phone?.isValid()) {
      context.addIssue({ code: 'custom', path: ['phone'], message: 'appointments.errors.phone' });
      return z.NEVER;
    }
    return { ...value, phone: value.phone.number };
  });

export const CodeFormSchema = withBirthDate({ code: text(40, 'appointments.errors.code') });
