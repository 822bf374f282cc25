'use server';
import { runButton } from '@/lib/actions/form-action';
import { currentActor } from '@/lib/auth/current-actor';
import { localeOf, signInPath } from './account-form';
import { endOtherSessions } from './sessions';

async function end(form: FormData, id: string | null): Promise<void> {
  const locale = localeOf(form);
  const page = `/${locale}/account/keys`;
  const run = async () => {
    await endOtherSessions(await currentActor(), id);
    return `${page}?done=sessions`;
  };
  await runButton({ page, signIn: signInPath(locale, 'keys'), run });
}

/** Signs one other browser out. */
export async function endSessionAction(form: FormData): Promise<void> {
  await end(form, String(form.get('id') ?? ''));
}

/** Signs all other browsers out and stays signed in here. */
export async function endOtherSessionsAction(form: FormData): Promise<void> {
  await end(form, null);
}
