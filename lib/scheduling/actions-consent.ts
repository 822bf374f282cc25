'use server';
import { runForm } from '@/lib/actions/form-action';
import { practiceOrSignIn } from '@/lib/auth/current-staff';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { isUuid } from '@/lib/ids';
import { ConsentCheckInputSchema } from '@/lib/needs/model';
import { confirmConsent } from './commands-consent';

/** Writes down on a visit what a clinician confirmed about who agrees. */
export async function confirmConsentAction(bound: string, visit: string, form: FormData): Promise<never> {
  const locale = isLocale(bound) ? bound : DEFAULT_LOCALE;
  const actor = await practiceOrSignIn(locale);
  // Comes back from the browser: what is no id names no visit.
  const appointmentId = typeof visit === 'string' && isUuid(visit) ? visit : '';
  const page = appointmentId ? `/${locale}/practice/consent/${appointmentId}` : `/${locale}/practice`;
  return runForm(form, {
    formId: 'practice-consent',
    schema: ConsentCheckInputSchema,
    page,
    run: (check) => confirmConsent(actor, { ...check, appointmentId }).then(() => `${page}?done=consent`),
  });
}
