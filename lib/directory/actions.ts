'use server';

import { z } from 'zod';
import { runButton, runForm } from '@/lib/actions/form-action';
import { systemClock } from '@/lib/clock';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { requestNetwork } from '@/lib/http/request';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { systemIds } from '@/lib/ids';
import { chooseProvider, keepSearchText, reportEntry, saveProvider } from './commands';
import { ReportSchema } from './model';
import { getPractitionerRole } from './queries';
import { readSearchParams, SEARCH_MILES, writeSearchParams } from './search/params';
import { readPlace } from './search/place';
import { understandText } from './search/words';

const VISITOR = { kind: 'visitor', journeyId: null } as const;
const language = (locale: string) => (isLocale(locale) ? locale : DEFAULT_LOCALE);

const SearchSchema = z
  .object({
    text: z.string().max(200).default(''),
    place: z.string().max(100).default(''),
    miles: z.coerce.number().refine((miles) => SEARCH_MILES.some((known) => known === miles), 'directory.errors.distance'),
    f: z.union([z.string().transform((code) => [code]), z.array(z.string())]).default([]),
  })
  .refine(({ text, place, f }) => text.trim() !== '' || place.trim() !== '' || f.length > 0, {
    path: ['text'],
    message: 'directory.errors.query',
  })
  .refine(({ place }) => place.trim() === '' || readPlace(place) !== null, {
    path: ['place'],
    message: 'directory.errors.placeUnknown',
  });

/** Turns a typed search into a coded address. Plain words for problems become filters; names stay in the journey. */
export async function searchProviders(locale: string, form: FormData): Promise<never> {
  const page = `/${language(locale)}/providers/search`;
  return runForm(form, {
    formId: 'provider-search',
    schema: SearchSchema,
    page,
    run: async ({ text, place, miles, f }) => {
      const understood = understandText(text);
      await keepSearchText({ text: text.trim(), place: place.trim() });
      const chosen = readSearchParams({ f: f.join('.') }).filters;
      const params = {
        place: readPlace(place)?.code ?? null,
        miles,
        filters: [...new Set([...chosen, ...understood.codes])],
        hasText: understood.words.length > 0,
        after: null,
      };
      const query = writeSearchParams(params);
      return `${page}${query}${understood.crisis ? `${query ? '&' : '?'}h=1` : ''}`;
    },
  });
}

/** Chooses a provider and goes to its open times. */
export async function chooseAction(locale: string, roleId: string): Promise<never> {
  const run = async () => {
    const card = await getPractitionerRole(VISITOR, typeof roleId === 'string' ? roleId : '');
    await chooseProvider(card.id, { clock: systemClock, ids: systemIds });
    return `/${language(locale)}/appointments/times/${card.id}`;
  };
  return runButton({ page: `/${language(locale)}/providers`, run });
}

/** Keeps a provider on the person's own list, or takes it off again. */
export async function saveAction(locale: string, roleId: string, keep: boolean): Promise<never> {
  const run = async () => {
    const card = await getPractitionerRole(VISITOR, typeof roleId === 'string' ? roleId : '');
    await saveProvider(card.id, keep === true);
    return `/${language(locale)}/providers/saved`;
  };
  return runButton({ page: `/${language(locale)}/providers`, run });
}

/** Takes a report about an entry and leads to its receipt. */
export async function reportAction(locale: string, roleId: string, form: FormData): Promise<never> {
  const page = `/${language(locale)}/providers/${roleId}/report`;
  return runForm(form, {
    formId: 'provider-report',
    schema: ReportSchema,
    page,
    run: async (report) => {
      await requireUnderLimit(RATE_RULES.report, await requestNetwork(), systemClock);
      const { reference } = await reportEntry(VISITOR, { ...report, roleId }, { clock: systemClock, ids: systemIds });
      return `${page}?sent=${reference}`;
    },
  });
}
