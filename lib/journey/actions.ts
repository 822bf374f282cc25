'use server';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { runForm } from '@/lib/actions/form-action';
import { requestNetwork } from '@/lib/http/request';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { deleteJourney, forgetJourney, resumeByCode } from './commands';
import { resumePath } from './steps';

function localeOf(form: FormData): Locale {
  const text = String(form.get('locale'));
  return isLocale(text) ? text : DEFAULT_LOCALE;
}

const CodeSchema = z.object({ code: z.string('saved.errors.codeMissing').trim().min(1, 'saved.errors.codeMissing') });

/** Opens saved progress by its code and goes on where it stopped. The typed code is never kept. */
export async function continueWithCode(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'continue',
    schema: CodeSchema,
    page: `/${locale}/continue`,
    forget: ['code'],
    run: async ({ code }) => `/${locale}${resumePath((await resumeByCode(code, await requestNetwork())).slices)}`,
  });
}

/** Deletes everything saved for this browser. One press, no question: it may have to be quick. */
export async function deleteSaved(form: FormData): Promise<void> {
  await deleteJourney();
  redirect(`/${localeOf(form)}/delete/done`);
}

/** Takes the progress off this browser and leaves it saved behind its code. */
export async function finishForNow(form: FormData): Promise<void> {
  await forgetJourney();
  redirect(`/${localeOf(form)}/save/finished`);
}
