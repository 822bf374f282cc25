'use server';
import { z } from 'zod';
import { runButton } from '@/lib/actions/form-action';
import { currentActor } from '@/lib/auth/current-actor';
import { accountForm, localeOf, signInPath } from './account-form';
import { giveConsent, withdrawConsent } from './consents';
import { ConsentInputSchema } from './model-consent';

export async function giveConsentAction(form: FormData): Promise<void> {
  await accountForm(form, {
    id: 'account-consent',
    to: 'consents',
    schema: ConsentInputSchema.extend({ locale: z.string() }),
    run: async ({ locale: _locale, ...input }) => {
      await giveConsent(await currentActor(), input);
      return '/account/consents?done=consent';
    },
  });
}

export async function withdrawConsentAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const page = `/${locale}/account/consents`;
  const run = async () => {
    await withdrawConsent(await currentActor(), String(form.get('id') ?? ''));
    return `${page}?done=withdrawn`;
  };
  await runButton({ page, signIn: signInPath(locale, 'consents'), run });
}
