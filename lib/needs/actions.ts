'use server';

import { runForm } from '@/lib/actions/form-action';
import { AppError } from '@/lib/app-error';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { saveNeeds } from './commands';
import { isNeedPage, NEED_SCHEMAS, nextNeedPage } from './model';
import { decideRouting } from './rules/route';

/** Takes one page of need answers; emergent answers lead to the help page at once, the others to the next question. */
export async function answerNeeds(locale: string, page: string, form: FormData): Promise<never> {
  const language = isLocale(locale) ? locale : DEFAULT_LOCALE;
  if (!isNeedPage(page)) throw new AppError('NOT_FOUND');
  return runForm(form, {
    formId: `needs-${page}`,
    schema: NEED_SCHEMAS[page],
    page: `/${language}/needs/${page}`,
    run: async (answers) => {
      const needs = await saveNeeds(page, answers);
      if (page === 'now' && decideRouting(needs).level === 'emergent') return `/${language}/help-now`;
      const next = nextNeedPage(needs);
      return next ? `/${language}/needs/${next}` : `/${language}/providers`;
    },
  });
}
