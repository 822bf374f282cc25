'use server';
import { runButton } from '@/lib/actions/form-action';
import { currentActor } from '@/lib/auth/current-actor';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { endOtherSessions } from './sessions';

async function end(form: FormData, id: string | null): Promise<void> {
  const text = String(form.get('locale'));
  const locale = isLocale(text) ? text : DEFAULT_LOCALE;
  const page = `/${locale}/account/keys`;
  const run = async () => {
    await endOtherSessions(await currentActor(), id);
    return `${page}?done=sessions`;
  };
  await runButton({ page, signIn: `/${locale}/sign-in?to=keys&again=1`, run });
}

/** Signs one other browser out. */
export async function endSessionAction(form: FormData): Promise<void> {
  await end(form, String(form.get('id') ?? ''));
}

/** Signs all other browsers out and stays signed in here. */
export async function endOtherSessionsAction(form: FormData): Promise<void> {
  await end(form, null);
}
