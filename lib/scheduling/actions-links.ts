'use server';
import { z } from 'zod';
import { runForm } from '@/lib/actions/form-action';
import { instant } from '@/lib/clock';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { changeSlice } from '@/lib/journey/commands';
import { findRoutingLevel } from '@/lib/needs/queries';
import { requestCallBack } from './commands-call-back';
import { cancelByLink, confirmByLink, moveByLink } from './commands-links';
import { AppointmentsSliceSchema } from './model';
import { CallBackFormSchema, SlotValueSchema } from './model-forms';

function localeOf(form: FormData) {
  const text = String(form.get('locale'));
  return isLocale(text) ? text : DEFAULT_LOCALE;
}

const pageOf = (form: FormData) => `/${localeOf(form)}/v/${encodeURIComponent(String(form.get('token')))}`;
const TokenSchema = z.object({ token: z.string().max(100) });

/** "Yes, I am coming." */
export async function confirmLinkAction(form: FormData): Promise<void> {
  const page = pageOf(form);
  const run = async ({ token }: z.output<typeof TokenSchema>) => {
    await confirmByLink(token);
    return page;
  };
  await runForm(form, { formId: 'visit-link', schema: TokenSchema, page, forget: ['token'], run });
}

/** "Yes, cancel it." */
export async function cancelLinkAction(form: FormData): Promise<void> {
  const run = async ({ token }: z.output<typeof TokenSchema>) => `/${localeOf(form)}/v/${await cancelByLink(token)}`;
  await runForm(form, { formId: 'visit-link', schema: TokenSchema, page: pageOf(form), forget: ['token'], run });
}

/** "Take this time." */
export async function moveLinkAction(form: FormData): Promise<void> {
  await runForm(form, {
    formId: 'visit-link',
    schema: TokenSchema.extend({ slot: SlotValueSchema, key: z.string() }),
    page: pageOf(form),
    forget: ['token'],
    run: async ({ token, slot, key }) => {
      const next = await moveByLink(token, { visitTypeId: slot.visitTypeId, start: instant(slot.at) }, key);
      return `/${localeOf(form)}/v/${next}?moved=1`;
    },
  });
}

/** Asks for a call because no time fits; who asked already sees that answer. */
export async function callBackAction(form: FormData): Promise<void> {
  const locale = localeOf(form);
  await runForm(form, {
    formId: 'appointment-call-back',
    schema: CallBackFormSchema,
    page: `/${locale}/appointments/call-back?role=${encodeURIComponent(String(form.get('role') ?? ''))}`,
    run: async ({ role, ...person }) => {
      const journey = await changeSlice('appointments', (before) => before ?? {});
      const actor = { kind: 'visitor', journeyId: journey.id } as const;
      const receipt = await requestCallBack(actor, { ...person, roleId: role, locale, needLevel: await findRoutingLevel() });
      const callBack = { reference: receipt.reference, dueAt: receipt.dueAt.toISOString() };
      await changeSlice('appointments', (before) => {
        const known = AppointmentsSliceSchema.safeParse(before);
        return { ...(known.success ? known.data : {}), callBack };
      });
      return `/${locale}/appointments/call-back`;
    },
  });
}
