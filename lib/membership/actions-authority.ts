'use server';
import { runForm } from '@/lib/actions/form-action';
import { isAppError } from '@/lib/app-error';
import { currentActor } from '@/lib/auth/current-actor';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { isUuid } from '@/lib/ids';
import { signInPath } from './account-form';
import { askAuthority } from './authority';
import { AuthorityAskSchema } from './model-authority';

/** "I am their parent or guardian": becomes work at the desk, and back to the people. */
export async function askAuthorityAction(bound: string, relation: string, form: FormData): Promise<never> {
  const locale = isLocale(bound) ? bound : DEFAULT_LOCALE;
  // Comes back from the browser: what is no id names no relation.
  const delegationId = typeof relation === 'string' && isUuid(relation) ? relation : '';
  const people = `/${locale}/account/people`;
  return runForm(form, {
    formId: 'account-papers',
    schema: AuthorityAskSchema,
    page: delegationId ? `${people}/${delegationId}` : people,
    run: async (ask) => {
      try {
        await askAuthority(await currentActor(), { ...ask, delegationId });
      } catch (error) {
        if (isAppError(error, 'SIGN_IN_NEEDED')) return signInPath(locale, 'people');
        throw error;
      }
      return `${people}/${delegationId}`;
    },
  });
}
