'use server';
import { runButton, runForm } from '@/lib/actions/form-action';
import { AppError, isAppError } from '@/lib/app-error';
import { currentActor } from '@/lib/auth/current-actor';
import { sqlStateOf } from '@/lib/db/failure';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { changeSlice } from '@/lib/journey/commands';
import { findJourney } from '@/lib/journey/queries';
import { adoptVisits, claimVisit, openVisit, withholdVisit } from './commands-account';
import { AppointmentsSliceSchema } from './model';
import { CodeFormSchema } from './model-forms';

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
      // 23P01: the account has another visit at that time; both stay where they are. A helper learns nothing of it.
      if (sqlStateOf(error) !== '23P01') throw error;
      return `${page}?done=${actor.relation === 'helper' ? 'notAdded' : 'conflict'}`;
    }
    return `${page}?done=adopted`;
  };
  await runButton({ page, signIn: `/${locale}/sign-in?to=account`, run });
}

/** Keeps one of the member's visits from those who act for them, or shows it to them again. */
export async function withholdVisitAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const page = `/${locale}/account/visits`;
  const run = async () => {
    const input = { id: String(form.get('id') ?? ''), withheld: form.get('withheld') === 'yes' };
    await withholdVisit(await currentActor(), input);
    return `${page}?done=${input.withheld ? 'withheld' : 'shown'}`;
  };
  await runButton({ page, signIn: `/${locale}/sign-in?to=visits`, run });
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

/** Adds a visit that was booked without an account, by its code and birth date. The code is never kept in the form's state. */
export async function claimVisitAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'account-claim',
    schema: CodeFormSchema,
    page: `/${locale}/account/visits`,
    forget: ['code'],
    run: async ({ code, birthDate }) => {
      try {
        await claimVisit(await currentActor(), { code, birthDate });
        return `/${locale}/account/visits?done=adopted`;
      } catch (error) {
        if (isAppError(error, 'SIGN_IN_NEEDED')) return `/${locale}/sign-in?to=visits`;
        throw error;
      }
    },
  });
}
