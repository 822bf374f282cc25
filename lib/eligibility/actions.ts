'use server';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { runForm } from '@/lib/actions/form-action';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { findJourney } from '@/lib/journey/queries';
import { listPeople, type PersonKey } from './answers';
import { saveAnswers } from './commands';
import type { ToldStatus } from './household-from-answers';
import { readAnswers } from './queries';
import { Posted, textOf } from './questions/parse';
import { askingOf, findAsked, nextPath, pathOf } from './questions/table';
import { forgetStatuses, keepStatuses } from './status-cookie';
import { IMMIGRATION_STATUSES } from './vocabulary';

function localeOf(form: FormData): string {
  const text = String(form.get('locale') ?? '');
  return isLocale(text) ? text : DEFAULT_LOCALE;
}

/** One question page: checks the answer, saves it, and leads on. */
export async function answerQuestion(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const answers = readAnswers(await findJourney());
  const asked = findAsked(answers, String(form.get('question') ?? ''));
  // The page belongs to answers that have changed since, for example in another tab.
  if (!asked) redirect(`/${locale}/eligibility`);
  const fromCheck = form.get('from') === 'check';
  await runForm(form, {
    formId: `eligibility-${asked.slug}`,
    schema: asked.question.schema(askingOf(answers, asked)),
    page: `/${locale}${pathOf(asked)}${fromCheck ? '?from=check' : ''}`,
    run: async (patch) => {
      // Empty results of an early finish must not linger when the benefits change.
      const saved = await saveAnswers(asked.question.id === 'now' ? { ...patch, more: false } : patch);
      return `/${locale}${nextPath(saved, asked.slug, fromCheck)}`;
    },
  });
}

/** After an early result: go on for the other people in the home. */
export async function askForOthers(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'eligibility-others',
    schema: Posted,
    page: `/${locale}/eligibility/result`,
    run: async () => {
      await saveAnswers({ more: true });
      return `/${locale}/eligibility/home`;
    },
  });
}

const StatusSchema = z.enum(IMMIGRATION_STATUSES);

/** Recomputes the result with immigration answers that stay in the person's browser for 15 minutes. */
export async function tellStatuses(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'eligibility-status',
    // Never into the kept form state: that cookie lives longer than this answer may.
    forget: [...form.keys()],
    schema: Posted,
    page: `/${locale}/eligibility/result`,
    run: async (values) => {
      const told: Partial<Record<PersonKey, ToldStatus>> = {};
      for (const key of listPeople(readAnswers(await findJourney()))) {
        const status = StatusSchema.safeParse(textOf(values, `status-${key}`));
        if (!status.success) continue;
        const years = textOf(values, `years-${key}`);
        told[key] = /^\d{1,2}$/.test(years) ? { status: status.data, years: Number(years) } : { status: status.data };
      }
      if (Object.keys(told).length > 0) await keepStatuses(told);
      else await forgetStatuses();
      return `/${locale}/eligibility/result`;
    },
  });
}
