'use server';

import { z } from 'zod';
import { runButton, runForm } from '@/lib/actions/form-action';
import { isAppError } from '@/lib/app-error';
import { STAFF_ROLES } from '@/lib/auth/actor';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { systemClock } from '@/lib/clock';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { parseReturnCode } from '@/lib/ids';
import { finishTask, reopenTask, takeTask } from './commands';
import { TASK_OUTCOMES } from './model';

const DEPS = { clock: systemClock };
const language = (locale: string): Locale => (isLocale(locale) ? locale : DEFAULT_LOCALE);
const EndSchema = z.object({ outcome: z.enum(TASK_OUTCOMES, 'desk.errors.outcome') });

/** A bound reference comes back from the browser as untrusted text: one that is none names no task, and its page is the desk. */
function taskAt(locale: string, bound: string) {
  const desk = `/${language(locale)}/desk`;
  const reference = typeof bound === 'string' ? parseReturnCode(bound) : null;
  return { desk, page: reference ? `${desk}/${reference}` : desk, reference: reference ?? '' };
}

/** "I am on it", and back to the task; also when a colleague was faster. */
export async function takeTaskAction(locale: string, bound: string): Promise<void> {
  const actor = await staffOrSignIn(language(locale), STAFF_ROLES);
  const { page, reference } = taskAt(locale, bound);
  await runButton({ page, run: () => takeTask(actor, reference, DEPS).then(() => page) });
}

/** Closes a task with how it ended, and back to the desk. */
export async function finishTaskAction(locale: string, bound: string, form: FormData): Promise<never> {
  const actor = await staffOrSignIn(language(locale), STAFF_ROLES);
  const { desk, page, reference } = taskAt(locale, bound);
  return runForm(form, {
    formId: 'task-end',
    schema: EndSchema,
    page,
    run: async ({ outcome }) => {
      try {
        await finishTask(actor, { reference, outcome }, DEPS);
      } catch (error) {
        // A colleague ended it first: the desk shows how.
        if (!isAppError(error, 'NOT_ACTIVE')) throw error;
      }
      return desk;
    },
  });
}

/** Opens a finished task again. */
export async function reopenTaskAction(locale: string, bound: string): Promise<void> {
  const actor = await staffOrSignIn(language(locale), STAFF_ROLES);
  const { page, reference } = taskAt(locale, bound);
  await runButton({ page, run: () => reopenTask(actor, reference, DEPS).then(() => page) });
}
