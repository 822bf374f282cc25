'use server';
import { z } from 'zod';
import { runButton, runForm } from '@/lib/actions/form-action';
import { isAppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import { instant } from '@/lib/clock';
import { requestNetwork } from '@/lib/http/request';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { changeSlice } from '@/lib/journey/commands';
import { readSlice } from '@/lib/journey/model';
import { findJourney } from '@/lib/journey/queries';
import { findConsentBasis, findRoutingLevel } from '@/lib/needs/queries';
import { cancelAppointment, findAppointmentByCode, releaseHold } from './commands';
import { bookAppointment, moveAppointment } from './commands-booking';
import { holdSlot } from './commands-holding';
import { type AppointmentsSlice, AppointmentsSliceSchema, VisitDetailsSchema } from './model';
import { CodeFormSchema, ContactFormSchema, PersonFormSchema, TimeFormSchema } from './model-forms';
import { findAppointment } from './queries';

function localeOf(form: FormData): Locale {
  const text = String(form.get('locale'));
  return isLocale(text) ? text : DEFAULT_LOCALE;
}

/** Changes this domain's part of the progress, starting it when there is none, and says who the visitor is. */
async function changeOwnSlice(change: (before: AppointmentsSlice) => AppointmentsSlice) {
  const journey = await changeSlice('appointments', (before) => {
    const known = AppointmentsSliceSchema.safeParse(before);
    return change(known.success ? known.data : {});
  });
  const actor: Actor = { kind: 'visitor', journeyId: journey.id };
  return { actor, slice: readSlice(journey, 'appointments', AppointmentsSliceSchema) ?? {} };
}

async function ownSlice() {
  const journey = await findJourney();
  const actor: Actor = { kind: 'visitor', journeyId: journey?.id ?? null };
  return { actor, slice: readSlice(journey, 'appointments', AppointmentsSliceSchema) ?? {} };
}

const timesPage = (locale: Locale, roleId: string, moving: boolean) =>
  `/${locale}/appointments/times/${encodeURIComponent(roleId)}${moving ? '?move=1' : ''}`;

/** Holds the chosen time and goes on to the person's details, or to confirming a move. */
export async function chooseTime(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const moving = String(form.get('moving') ?? '');
  await runForm(form, {
    formId: 'appointment-time',
    schema: TimeFormSchema,
    page: timesPage(locale, String(form.get('role') ?? ''), moving !== ''),
    run: async ({ role, slot }) => {
      const { actor, slice } = await changeOwnSlice((before) => ({ ...before, roleId: role }));
      const input = { roleId: role, visitTypeId: slot.visitTypeId, start: instant(slot.at) };
      if (moving) {
        await holdSlot(actor, { ...input, movingId: moving });
        await changeOwnSlice((before) => ({ ...before, appointmentId: moving }));
        return `/${locale}/appointments/move`;
      }
      const hold = await holdSlot(actor, { ...input, replaces: slice.appointmentId });
      await changeOwnSlice((before) => ({ ...before, appointmentId: hold.appointmentId }));
      return `/${locale}/appointments/${VisitDetailsSchema.safeParse(slice.details).success ? 'check' : 'details'}`;
    },
  });
}

/** Keeps name, birth date, interpreter and access needs. */
export async function savePerson(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'appointment-person',
    schema: PersonFormSchema,
    page: `/${locale}/appointments/details`,
    run: async ({ firstName, lastName, birthDate, interpreter, accessNeeds, next }) => {
      const person = { firstName, lastName, birthDate, accessNeeds, interpreter: interpreter === 'none' ? null : interpreter };
      await changeOwnSlice((before) => ({ ...before, details: { ...before.details, ...person } }));
      return `/${locale}/appointments/${next}`;
    },
  });
}

/** Keeps how, and whether, the person may be reached. */
export async function saveContact(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'appointment-contact',
    schema: ContactFormSchema,
    page: `/${locale}/appointments/contact`,
    run: async (contact) => {
      await changeOwnSlice((before) => ({ ...before, details: { ...before.details, ...contact } }));
      return `/${locale}/appointments/check`;
    },
  });
}

const KeySchema = z.object({ appointmentId: z.string(), key: z.string() });

/** Books the held time; a hold that ran out is taken again when the time is still free, so that slow typing costs nothing. */
export async function bookVisit(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const { actor, slice } = await ownSlice();
  await runForm(form, {
    formId: 'appointment-time',
    schema: KeySchema,
    page: timesPage(locale, slice.roleId ?? '', false),
    run: async ({ appointmentId, key }) => {
      const details = VisitDetailsSchema.safeParse(slice.details);
      if (!details.success) return `/${locale}/appointments/details`;
      const consent = (await findConsentBasis()) ?? undefined;
      const facts = { details: { ...details.data, consent }, needLevel: await findRoutingLevel(), locale };
      try {
        await bookAppointment(actor, { appointmentId, ...facts }, key);
      } catch (error) {
        if (!isAppError(error, 'HOLD_EXPIRED')) throw error;
        const again = await holdAgain(actor, appointmentId);
        await bookAppointment(actor, { appointmentId: again, ...facts }, `${key}:again`);
      }
      return `/${locale}/appointments/booked`;
    },
  });
}

async function holdAgain(actor: Actor, appointmentId: string): Promise<string> {
  const lost = await findAppointment(actor, appointmentId);
  if (!lost) return appointmentId;
  const hold = await holdSlot(actor, {
    roleId: lost.roleId,
    visitTypeId: lost.visitTypeId,
    start: lost.start,
    replaces: appointmentId,
  });
  await changeOwnSlice((before) => ({ ...before, appointmentId: hold.appointmentId }));
  return hold.appointmentId;
}

/** Makes the held new time the visit's time. */
export async function confirmMove(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const { actor, slice } = await ownSlice();
  await runForm(form, {
    formId: 'appointment-time',
    schema: KeySchema,
    page: timesPage(locale, slice.roleId ?? '', true),
    run: async ({ appointmentId, key }) => {
      await moveAppointment(actor, appointmentId, key);
      return `/${locale}/appointments/booked`;
    },
  });
}

/** Lets the new time go; the old one was never given up. */
export async function keepOldTime(form: FormData): Promise<void> {
  const page = `/${localeOf(form)}/appointments/booked`;
  const run = async () => {
    const { actor } = await ownSlice();
    await releaseHold(actor, String(form.get('appointmentId') ?? ''));
    return page;
  };
  await runButton({ page, run });
}

/** Cancels without asking why. */
export async function cancelVisit(form: FormData): Promise<void> {
  const locale = localeOf(form);
  const { actor } = await ownSlice();
  await runForm(form, {
    formId: 'appointment-cancel',
    schema: z.object({ appointmentId: z.string() }),
    page: `/${locale}/appointments/cancel`,
    run: async ({ appointmentId }) => {
      await cancelAppointment(actor, appointmentId);
      return `/${locale}/appointments/cancelled`;
    },
  });
}

/** Opens a booked visit on this browser by its code and birth date. The code is never kept in the form's state. */
export async function openByCode(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'appointment-code',
    schema: CodeFormSchema,
    page: `/${locale}/appointments/manage`,
    forget: ['code'],
    run: async ({ code, birthDate }) => {
      const { actor } = await changeOwnSlice((before) => before);
      const visit = await findAppointmentByCode(actor, { code, birthDate, network: await requestNetwork() });
      await changeOwnSlice((before) => ({ ...before, appointmentId: visit.id, roleId: visit.roleId }));
      return `/${locale}/appointments/booked`;
    },
  });
}
