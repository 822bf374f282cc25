'use server';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { runForm } from '@/lib/actions/form-action';
import { cookieOptions, signInCookieName } from '@/lib/http/cookies';
import { isAutomatic, TRAP_FIELD } from '@/lib/http/form-guard';
import { requestNetwork } from '@/lib/http/request';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { systemIds } from '@/lib/ids';
import { parseAddress } from './address';
import { DESTINATIONS, destinationOf } from './destinations';
import { redeemRecoveryCode } from './recovery';
import { endSession, startSession } from './session';
import { askForCode, CODE_MS, redeemCode } from './sign-in';

const localeOf = (form: FormData): Locale => {
  const text = String(form.get('locale'));
  return isLocale(text) ? text : DEFAULT_LOCALE;
};

const AskSchema = z.strictObject({
  locale: z.string(),
  to: z.string().optional(),
  stamp: z.string().max(200),
  [TRAP_FIELD]: z.string().max(500),
  address: z
    .string('signIn.errors.address')
    .max(254, 'signIn.errors.address')
    .refine((typed) => parseAddress(typed) !== null, 'signIn.errors.address'),
  computer: z.enum(['own', 'shared'], 'signIn.errors.computer'),
});

async function bind(token: string): Promise<void> {
  (await cookies()).set(signInCookieName(), token, { ...cookieOptions(CODE_MS / 1000), sameSite: 'strict' });
}

/** Sends a code and goes on to the page that takes it. Known and unknown addresses and programs get the same answer. */
export async function askForCodeAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const to = destinationOf(form.get('to'));
  await runForm(form, {
    formId: 'sign-in',
    schema: AskSchema,
    page: `/${locale}/sign-in?to=${to}`,
    forget: ['stamp', TRAP_FIELD],
    run: async (input) => {
      const address = parseAddress(input.address);
      const automatic = isAutomatic({ stamp: input.stamp, trap: input[TRAP_FIELD] });
      const asked = { locale, shared: input.computer === 'shared', network: await requestNetwork() };
      await bind(address && !automatic ? await askForCode({ ...asked, address }) : systemIds.token(32));
      return `/${locale}/sign-in/code?to=${to}`;
    },
  });
}

const CodeSchema = z.strictObject({
  locale: z.string(),
  to: z.string().optional(),
  code: z.string('signIn.errors.codeMissing').trim().min(1, 'signIn.errors.codeMissing').max(40, 'signIn.errors.codeUnknown'),
});

/** Takes the code, starts the session, and leads on; a new account is asked first how it can be reached safely. */
export async function redeemCodeAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const to = destinationOf(form.get('to'));
  await runForm(form, {
    formId: 'sign-in-code',
    schema: CodeSchema,
    page: `/${locale}/sign-in/code?to=${to}`,
    forget: ['code'],
    run: async ({ code }) => {
      const jar = await cookies();
      const binding = jar.get(signInCookieName())?.value;
      const { memberId, shared, fresh } = await redeemCode({ binding, typed: code, locale });
      await startSession(memberId, { method: 'code', shared });
      jar.delete({ name: signInCookieName(), ...cookieOptions(0) });
      return `/${locale}${fresh ? DESTINATIONS.contact : DESTINATIONS[to]}`;
    },
  });
}

const RecoverySchema = z.strictObject({
  locale: z.string(),
  code: z.string('signIn.errors.codeMissing').trim().min(1, 'signIn.errors.codeMissing').max(60, 'signIn.errors.codeUnknown'),
  computer: z.enum(['own', 'shared'], 'signIn.errors.computer'),
});

/** Signs in by a printed recovery code. */
export async function recoverAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'recovery',
    schema: RecoverySchema,
    page: `/${locale}/sign-in/recovery`,
    forget: ['code'],
    run: async ({ code, computer }) => {
      const memberId = await redeemRecoveryCode({ typed: code, network: await requestNetwork() });
      await startSession(memberId, { method: 'recovery', shared: computer === 'shared' });
      return `/${locale}${DESTINATIONS.account}`;
    },
  });
}

/** Ends the session here; the next page clears what the browser keeps, so that Back shows nothing. */
export async function signOutAction(form: FormData): Promise<void> {
  await endSession();
  redirect(`/${localeOf(form)}/sign-out`);
}
