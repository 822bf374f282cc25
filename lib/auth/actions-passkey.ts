'use server';
import { cookies } from 'next/headers';
import { z } from 'zod';
import { runButton, runForm } from '@/lib/actions/form-action';
import { isAppError } from '@/lib/app-error';
import { challengeCookieName } from '@/lib/http/cookies';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { currentActor } from './current-actor';
import { DESTINATIONS, destinationOf } from './destinations';
import { finishPasskeySignIn, finishRegistration, removePasskey } from './passkeys';
import { startSession } from './session';

const localeOf = (form: FormData): Locale => {
  const text = String(form.get('locale'));
  return isLocale(text) ? text : DEFAULT_LOCALE;
};

const AnswerSchema = z.strictObject({
  locale: z.string(),
  to: z.string().optional(),
  others: z.array(z.string()).optional(),
  credential: z.string().min(2, 'signIn.errors.passkey').max(20_000, 'signIn.errors.passkey'),
});
const challenge = async () => (await cookies()).get(challengeCookieName())?.value;

/** Takes what the phone or computer answered and signs in. */
export async function passkeySignInAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const to = destinationOf(form.get('to'));
  await runForm(form, {
    formId: 'sign-in',
    schema: AnswerSchema,
    page: `/${locale}/sign-in?to=${to}`,
    forget: ['credential'],
    run: async ({ credential }) => {
      const { memberId, shared } = await finishPasskeySignIn({ token: await challenge(), credential });
      await startSession(memberId, { method: 'passkey', shared });
      return `/${locale}${DESTINATIONS[to]}`;
    },
  });
}

/** Takes what the phone or computer answered and keeps it as a passkey of the account. */
export async function addPasskeyAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'passkey',
    schema: AnswerSchema,
    page: `/${locale}/account/keys`,
    forget: ['credential'],
    run: async ({ credential }) => {
      try {
        await finishRegistration(await currentActor(), { token: await challenge(), credential });
        return `/${locale}/account/keys?done=passkey`;
      } catch (error) {
        if (isAppError(error, 'SIGN_IN_NEEDED')) return `/${locale}/sign-in?to=keys&again=1`;
        throw error;
      }
    },
  });
}

export async function removePasskeyAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const page = `/${locale}/account/keys`;
  const run = async () => {
    await removePasskey(await currentActor(), String(form.get('id') ?? ''));
    return `${page}?done=removed`;
  };
  await runButton({ page, signIn: `/${locale}/sign-in?to=keys&again=1`, run });
}
