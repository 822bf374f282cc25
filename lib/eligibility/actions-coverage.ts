'use server';
import { runForm } from '@/lib/actions/form-action';
import { isAppError } from '@/lib/app-error';
import { currentActor } from '@/lib/auth/current-actor';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { askCoverage } from './commands-coverage';
import { keepCoverage } from './coverage-cookie';
import { CoverageFormSchema } from './model-coverage';

/** Asks the payer, keeps the answer for the page, and never the number that was typed. */
export async function askCoverageAction(form: FormData): Promise<void> {
  const text = String(form.get('locale'));
  const locale = isLocale(text) ? text : DEFAULT_LOCALE;
  await runForm(form, {
    formId: 'coverage',
    schema: CoverageFormSchema,
    page: `/${locale}/account/coverage`,
    run: async (question) => {
      try {
        const actor = await currentActor();
        const answer = await askCoverage(actor, question);
        if (actor.kind === 'member') await keepCoverage(actor.memberId, answer);
        return `/${locale}/account/coverage?answer=1`;
      } catch (error) {
        if (isAppError(error, 'SIGN_IN_NEEDED')) return `/${locale}/sign-in?to=coverage&again=1`;
        throw error;
      }
    },
  });
}
