'use server';

import { runForm } from '@/lib/actions/form-action';
import { STAFF_ROLES } from '@/lib/auth/actor';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { systemClock } from '@/lib/clock';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { parseReturnCode, systemIds } from '@/lib/ids';
import { confirmCallBackConsent, lowerLevel } from './commands';
import { ConsentCheckInputSchema } from './model';
import { LoweringSchema } from './model-call-back';

const DEPS = { clock: systemClock, ids: systemIds };

/** Who is at the desk, and the task's page. A bound reference comes back from the browser: what is none names no task. */
async function taskAt(bound: string, task: string) {
  const locale = isLocale(bound) ? bound : DEFAULT_LOCALE;
  const actor = await staffOrSignIn(locale, STAFF_ROLES);
  const reference = typeof task === 'string' ? parseReturnCode(task) : null;
  const desk = `/${locale}/desk`;
  return { actor, desk, reference: reference ?? '', page: reference ? `${desk}/${reference}` : desk };
}

/** Lowers how soon a call-back is due, with the reason, and back to the desk. */
export async function lowerLevelAction(bound: string, task: string, form: FormData): Promise<never> {
  const { actor, desk, reference, page } = await taskAt(bound, task);
  return runForm(form, {
    formId: 'task-level',
    schema: LoweringSchema,
    page,
    run: async (lowering) => {
      await lowerLevel(actor, { ...lowering, reference }, DEPS);
      return desk;
    },
  });
}

/** Writes down what a clinician confirmed about who agrees, and on to the call-back as it is now. */
export async function confirmCallBackAction(bound: string, task: string, form: FormData): Promise<never> {
  const { actor, desk, reference, page } = await taskAt(bound, task);
  return runForm(form, {
    formId: 'task-consent',
    schema: ConsentCheckInputSchema,
    page,
    run: async (check) => {
      const receipt = await confirmCallBackConsent(actor, { ...check, reference }, DEPS);
      return receipt ? `${desk}/${receipt.reference}` : desk;
    },
  });
}
