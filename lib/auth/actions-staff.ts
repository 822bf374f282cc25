'use server';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { runForm } from '@/lib/actions/form-action';
import { challengeCookieName, cookieOptions, signInCookieName } from '@/lib/http/cookies';
import { isAutomatic, TRAP_FIELD } from '@/lib/http/form-guard';
import { requestNetwork } from '@/lib/http/request';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { systemIds } from '@/lib/ids';
import { parseAddress } from './address';
import { endSession } from './session';
import { askForCode, CODE_MS } from './sign-in';
import { redeemStaffCode } from './staff';
import { finishStaffStep, isSecondFactorNeeded } from './staff-passkeys';
import { currentStaff, endStaffSession, startStaffSession } from './staff-session';
import type { StaffRow } from './store-staff';

const localeOf = (form: FormData): Locale => {
  const text = String(form.get('locale'));
  return isLocale(text) ? text : DEFAULT_LOCALE;
};

const isEmail = (typed: string) => parseAddress(typed)?.kind === 'email';

const AskSchema = z.strictObject({
  locale: z.string(),
  stamp: z.string().max(200),
  [TRAP_FIELD]: z.string().max(500),
  email: z.string('staff.errors.email').max(254, 'staff.errors.email').refine(isEmail, 'staff.errors.email'),
});

/** Sends a code to somebody of the staff. Strangers and programs get the same answer and no mail. */
export async function askForStaffCodeAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'staff-sign-in',
    schema: AskSchema,
    page: `/${locale}/staff/sign-in`,
    forget: ['stamp', TRAP_FIELD],
    run: async (input) => {
      const address = parseAddress(input.email);
      const automatic = isAutomatic({ stamp: input.stamp, trap: input[TRAP_FIELD] });
      const asked = { locale, shared: false, network: await requestNetwork(), door: 'staff' } as const;
      const token = address && !automatic ? await askForCode({ ...asked, address }) : systemIds.token(32);
      (await cookies()).set(signInCookieName(), token, { ...cookieOptions(CODE_MS / 1000), sameSite: 'strict' });
      return `/${locale}/staff/sign-in/code`;
    },
  });
}

const CodeSchema = z.strictObject({
  locale: z.string(),
  code: z.string('signIn.errors.codeMissing').trim().min(1, 'signIn.errors.codeMissing').max(40, 'signIn.errors.codeUnknown'),
});

const placeOf = (locale: Locale, { role }: StaffRow) => `/${locale}/${role === 'practice' ? 'practice' : 'desk'}`;

/** Takes the code and leads to the desk or to the practice. A member's session in this browser ends: never both. */
export async function redeemStaffCodeAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'staff-code',
    schema: CodeSchema,
    page: `/${locale}/staff/sign-in/code`,
    forget: ['code'],
    run: async ({ code }) => {
      const jar = await cookies();
      const staff = await redeemStaffCode({ binding: jar.get(signInCookieName())?.value, typed: code });
      await endSession();
      await startStaffSession(staff.id);
      jar.delete({ name: signInCookieName(), ...cookieOptions(0) });
      return isSecondFactorNeeded() ? `/${locale}/staff/sign-in/key` : placeOf(locale, staff);
    },
  });
}

const KeySchema = z.strictObject({
  locale: z.string(),
  credential: z.string().min(2, 'signIn.errors.passkey').max(20_000, 'signIn.errors.passkey'),
});

/** Takes the passkey, the second step, and leads on with a new session. */
export async function showStaffPasskeyAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'staff-key',
    schema: KeySchema,
    page: `/${locale}/staff/sign-in/key`,
    forget: ['credential'],
    run: async ({ credential }) => {
      const staff = await currentStaff();
      const token = (await cookies()).get(challengeCookieName())?.value;
      await finishStaffStep(staff, { token, credential });
      if (staff) await startStaffSession(staff.id, { second: true });
      return staff ? placeOf(locale, staff) : `/${locale}/staff/sign-in`;
    },
  });
}

/** Ends the staff session; the page it leads to clears the browser. */
export async function staffSignOutAction(form: FormData): Promise<void> {
  await endStaffSession();
  redirect(`/${localeOf(form)}/sign-out`);
}
