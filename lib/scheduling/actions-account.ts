'use server';
import { redirect } from 'next/navigation';
import { isAppError } from '@/lib/app-error';
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
  const journey = await findJourney();
  let done = 'adopted';
  try {
    if (journey) await adoptVisits(await currentActor(), journey.id);
  } catch (error) {
    // 23P01: the account has another visit at that time; both stay where they are.
    if (sqlStateOf(error) !== '23P01') throw error;
    done = 'conflict';
  }
  redirect(`/${locale}/account?done=${done}`);
}

/** Opens one of the member's visits on the appointment pages of this browser. */
export async function openVisitAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const id = String(form.get('id') ?? '');
  let next = `/${locale}/appointments/booked`;
  try {
    const journey = await changeSlice('appointments', (before) => before ?? {});
    const appointmentId = await openVisit(await currentActor(), id, journey.id);
    await changeSlice('appointments', (before) => {
      const known = AppointmentsSliceSchema.safeParse(before);
      return { ...(known.success ? known.data : {}), appointmentId };
    });
  } catch (error) {
    if (isAppError(error, 'SIGN_IN_NEEDED')) next = `/${locale}/sign-in?to=account`;
    else if (isAppError(error, 'NOT_FOUND')) next = `/${locale}/account`;
    else throw error;
  }
  redirect(next);
}
