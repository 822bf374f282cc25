import 'server-only';
import type { z } from 'zod';
import { runForm } from '@/lib/actions/form-action';
import { isAppError } from '@/lib/app-error';
import { DESTINATIONS, type Destination } from '@/lib/auth/destinations';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';

export const localeOf = (form: FormData): Locale => {
  const text = String(form.get('locale'));
  return isLocale(text) ? text : DEFAULT_LOCALE;
};

export const signInPath = (locale: Locale, to: Destination) => `/${locale}/sign-in?to=${to}&again=1`;

/** A form of the account: a session that ended, or a proof that is too old, leads to the sign-in and back. */
export async function accountForm<Schema extends z.ZodType>(
  form: FormData,
  plan: { id: string; to: Destination; schema: Schema; run: (input: z.output<Schema>, locale: Locale) => Promise<string> },
): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: plan.id,
    schema: plan.schema,
    page: `/${locale}${DESTINATIONS[plan.to]}`,
    run: async (input) => {
      try {
        return `/${locale}${await plan.run(input, locale)}`;
      } catch (error) {
        if (isAppError(error, 'SIGN_IN_NEEDED')) return signInPath(locale, plan.to);
        throw error;
      }
    },
  });
}
