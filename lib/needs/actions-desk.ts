'use server';

import { runForm } from '@/lib/actions/form-action';
import { STAFF_ROLES } from '@/lib/auth/actor';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { systemClock } from '@/lib/clock';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { parseReturnCode, systemIds } from '@/lib/ids';
import { lowerLevel } from './commands';
import { LoweringSchema } from './model-call-back';

/** Lowers how soon a call-back is due, with the reason, and back to the desk. */
export async function lowerLevelAction(locale: string, bound: string, form: FormData): Promise<never> {
  const to = isLocale(locale) ? locale : DEFAULT_LOCALE;
  const actor = await staffOrSignIn(to, STAFF_ROLES);
  const desk = `/${to}/desk`;
  // Comes back from the browser: what is no reference names no task.
  const reference = typeof bound === 'string' ? parseReturnCode(bound) : null;
  return runForm(form, {
    formId: 'task-level',
    schema: LoweringSchema,
    page: reference ? `${desk}/${reference}` : desk,
    run: async (lowering) => {
      await lowerLevel(actor, { ...lowering, reference: reference ?? '' }, { clock: systemClock, ids: systemIds });
      return desk;
    },
  });
}
