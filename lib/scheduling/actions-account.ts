'use server';
import { runButton } from '@/lib/actions/form-action';
import { AppError } from '@/lib/app-error';
import { currentActor } from '@/lib/auth/current-actor';
import { sqlStateOf } from '@/lib/db/failure';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { changeSlice } from '@/lib/journey/commands';
import { findJourney } from '@/lib/journey/queries';
import { adoptVisits, openVisit } from './commands-account';
import { AppointmentsSliceSchema } from './model';

const localeOf = (form: FormData) => {
  const text = String(form.get('locale'));
  return isLocale(text) ? text : DEFAULT_LOCALE;
};

/** Adds this browser's visits to the account. */
export async function adoptVisitsAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const page = `/${locale}/account`;
  const run = async () => {
    const actor = await currentActor();
    if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
    const journey = await findJourney();
    try {
      await adoptVisits(actor, journey?.id ?? null);
    } catch (error) {
      // 23P01: the account has another visit at that time; both stay where they are.
      if (sqlStateOf(error) !== '23P01') throw error;
      return `${page}?done=conflict`;
    }
    return `${page}?done=adopted`;
  };
  await runButton({ page, signIn: `/${locale}/sign-in?to=account`, run });
}

/** Opens one of the member's visits on the appointment pages of this browser. */
export async function openVisitAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const run = async () => {
    const actor = await currentActor();
    if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
    const journey = await changeSlice('appointments', (before) => before ?? {});
    const appointmentId = await openVisit(actor, String(form.get('id') ?? ''), journey.id);
    await changeSlice('appointments', (before) => {
      const known = AppointmentsSliceSchema.safeParse(before);
      return { ...(known.success ? known.data : {}), appointmentId };
    });
    return `/${locale}/appointments/booked`;
  };
  await runButton({ page: `/${locale}/account`, signIn: `/${locale}/sign-in?to=account`, run });
}
