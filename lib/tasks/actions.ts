'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { runForm } from '@/lib/actions/form-action';
import { isAppError } from '@/lib/app-error';
import { STAFF_ROLES } from '@/lib/auth/actor';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { systemClock } from '@/lib/clock';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { finishTask, reopenTask, takeTask } from './commands';
import { TASK_OUTCOMES } from './model';

const DEPS = { clock: systemClock };
const language = (locale: string): Locale => (isLocale(locale) ? locale : DEFAULT_LOCALE);
const EndSchema = z.object({ outcome: z.enum(TASK_OUTCOMES, 'desk.errors.outcome') });

/** Runs a change; one that a colleague was faster with shows the task as it is now. */
async function unlessChanged(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isAppError(error, 'NOT_ACTIVE')) throw error;
  }
}

/** "I am on it", and back to the task. */
export async function takeTaskAction(locale: string, reference: string): Promise<void> {
  const actor = await staffOrSignIn(language(locale), STAFF_ROLES);
  await unlessChanged(() => takeTask(actor, reference, DEPS));
  redirect(`/${language(locale)}/desk/${reference}`);
}

/** Closes a task with how it ended, and back to the desk. */
export async function finishTaskAction(locale: string, reference: string, form: FormData): Promise<never> {
  const actor = await staffOrSignIn(language(locale), STAFF_ROLES);
  return runForm(form, {
    formId: 'task-end',
    schema: EndSchema,
    page: `/${language(locale)}/desk/${reference}`,
    run: async ({ outcome }) => {
      await unlessChanged(() => finishTask(actor, { reference, outcome }, DEPS));
      return `/${language(locale)}/desk`;
    },
  });
}

/** Opens a finished task again. */
export async function reopenTaskAction(locale: string, reference: string): Promise<void> {
  const actor = await staffOrSignIn(language(locale), STAFF_ROLES);
  await unlessChanged(() => reopenTask(actor, reference, DEPS));
  redirect(`/${language(locale)}/desk/${reference}`);
}
