'use server';
import { z } from 'zod';
import { runButton, runForm } from '@/lib/actions/form-action';
import { AppError } from '@/lib/app-error';
import { practiceOrSignIn } from '@/lib/auth/current-staff';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { followFeed, forgetFeed, importBusyFile } from './commands-feeds';
import { blockLocalTime, markOutcome, setWeeklyHours, unblockTime } from './commands-practice';
import { pad } from './rules/calendar-days';
import { parseHours } from './rules/weekly-hours';

function localeOf(form: FormData) {
  const text = String(form.get('locale'));
  return isLocale(text) ? text : DEFAULT_LOCALE;
}

/** Back to the page the form was on, at the same role and week. */
function pageOf(form: FormData, page: '' | '/times', done?: string): string {
  const query = new URLSearchParams();
  for (const name of ['role', 'week']) {
    const value = form.get(name);
    if (typeof value === 'string' && /^[0-9a-f-]{1,36}$/.test(value)) query.set(name, value);
  }
  if (done) query.set('done', done);
  return `/${localeOf(form)}/practice${page}?${query}`;
}

const MarkSchema = z.object({ id: z.string(), outcome: z.enum(['arrived', 'noshow']) });

/** "Came" and "did not come". */
export async function markVisitAction(form: FormData): Promise<void> {
  const actor = await practiceOrSignIn(localeOf(form));
  await runForm(form, {
    formId: 'practice-week',
    schema: MarkSchema,
    page: pageOf(form, ''),
    run: async ({ id, outcome }) => {
      await markOutcome(actor, { appointmentId: id, outcome });
      return pageOf(form, '', 'marked');
    },
  });
}

/** "9:05" and "09:05" alike. */
const Time = z
  .string()
  .trim()
  .transform((typed) => /^(\d{1,2}):(\d{2})$/.exec(typed))
  .transform((parts) => (parts ? `${pad(Number(parts[1]), 2)}:${parts[2]}` : 'x'));
const BlockSchema = z.object({
  role: z.string(),
  fromDate: z.string().trim(),
  fromTime: Time,
  toDate: z.string().trim(),
  toTime: Time,
});

/** Takes time out of the book. */
export async function blockTimeAction(form: FormData): Promise<void> {
  const actor = await practiceOrSignIn(localeOf(form));
  await runForm(form, {
    formId: 'practice-block',
    schema: BlockSchema,
    page: pageOf(form, '/times'),
    run: async ({ role, fromDate, fromTime, toDate, toTime }) => {
      const told = await blockLocalTime(actor, { roleId: role, from: `${fromDate}T${fromTime}`, to: `${toDate}T${toTime}` });
      return pageOf(form, '/times', `blocked-${told}`);
    },
  });
}

/** Opens blocked time again. */
export async function unblockTimeAction(form: FormData): Promise<void> {
  const actor = await practiceOrSignIn(localeOf(form));
  const done = pageOf(form, '', 'unblocked');
  await runButton({ page: pageOf(form, ''), run: () => unblockTime(actor, String(form.get('id') ?? '')).then(() => done) });
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const HoursSchema = z.record(z.string(), z.unknown()).transform((fields, context) => {
  const days = WEEKDAYS.map((weekday) => ({ weekday, ranges: parseHours(String(fields[`day${weekday}`] ?? '')) }));
  for (const { weekday, ranges } of days) {
    if (!ranges) context.addIssue({ code: 'custom', path: [`day${weekday}`], message: 'practice.errors.hours' });
  }
  return { role: String(fields.role ?? ''), days: days.map(({ weekday, ranges }) => ({ weekday, ranges: ranges ?? [] })) };
});

/** Replaces the weekly hours. */
export async function setHoursAction(form: FormData): Promise<void> {
  const actor = await practiceOrSignIn(localeOf(form));
  await runForm(form, {
    formId: 'practice-hours',
    schema: HoursSchema,
    page: pageOf(form, '/times'),
    run: async ({ role, days }) => {
      await setWeeklyHours(actor, { roleId: role, days });
      return pageOf(form, '/times', 'hours');
    },
  });
}

const FeedSchema = z.object({ role: z.string(), url: z.string().trim().default('') });
const MAX_FILE_BYTES = 1_000_000;

/** Follows a calendar address, or takes busy times from a file. The address is a secret: it is never kept in the form. */
export async function readFeedAction(form: FormData): Promise<void> {
  const actor = await practiceOrSignIn(localeOf(form));
  const file = form.get('file');
  await runForm(form, {
    formId: 'practice-feed',
    schema: FeedSchema,
    page: pageOf(form, '/times'),
    forget: ['url'],
    run: async ({ role, url }) => {
      if (file instanceof File && file.size > 0) {
        if (file.size > MAX_FILE_BYTES) throw new AppError('INVALID', { fields: { file: 'practice.errors.file' } });
        const found = await importBusyFile(actor, { roleId: role, text: await file.text() });
        return pageOf(form, '/times', `feed-${found}`);
      }
      await followFeed(actor, { roleId: role, url });
      return pageOf(form, '/times', 'feedSaved');
    },
  });
}

/** Stops reading the calendar. */
export async function forgetFeedAction(form: FormData): Promise<void> {
  const actor = await practiceOrSignIn(localeOf(form));
  const done = pageOf(form, '/times', 'feedGone');
  await runButton({
    page: pageOf(form, '/times'),
    run: () => forgetFeed(actor, String(form.get('role') ?? '')).then(() => done),
  });
}
