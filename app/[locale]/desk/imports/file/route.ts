import { redirect } from 'next/navigation';
import { AppError } from '@/lib/app-error';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { systemClock } from '@/lib/clock';
import { asExpected } from '@/lib/db/failure';
import { takeUpload } from '@/lib/directory/commands-uploads';
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_MB } from '@/lib/directory/import/upload-model';
import { keepForm } from '@/lib/http/form-cookie';
import { readMultipart } from '@/lib/http/multipart';
import { isOwnOrigin, refusedResponse } from '@/lib/http/refused-page';
import { DEFAULT_LOCALE, isLocale, type Locale } from '@/lib/i18n/locale';
import { systemIds } from '@/lib/ids';

const STAFF = ['directory', 'admin'] as const;
/** The fields and delimiters around a file. */
const AROUND_BYTES = 16 * 1024;

async function localeOf(params: Promise<{ locale: string }>): Promise<Locale> {
  const { locale } = await params;
  return isLocale(locale) ? locale : DEFAULT_LOCALE;
}

const seeOther = (to: string) => new Response(null, { status: 303, headers: { Location: to } });
const tooLarge = (list: string) =>
  refusedResponse('TOO_LARGE', { say: (t) => t('desk.imports.errors.tooLarge', { limit: MAX_UPLOAD_MB }), back: list });

/**
 * Takes a file for the directory. A route and not a server action, because an action holds the whole form in memory
 * before it runs; and outside proxy.ts, which does too. So the checks of proxy.ts stand here, before a byte is read.
 */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = await localeOf(params);
  const list = `/${locale}/desk/imports`;
  // A form on another site would send a file in this person's name (CSRF).
  if (!isOwnOrigin(request)) return refusedResponse('FORBIDDEN_ORIGIN');
  const actor = await staffOrSignIn(locale, STAFF);
  if (Number(request.headers.get('content-length') ?? 0) > MAX_UPLOAD_BYTES + AROUND_BYTES) return tooLarge(list);
  try {
    if (!request.body) throw new AppError('MALFORMED');
    const parts = readMultipart(request.body, request.headers.get('content-type') ?? '');
    const { id } = await takeUpload(actor, parts, { clock: systemClock, ids: systemIds });
    return seeOther(`${list}/${id}`);
  } catch (thrown) {
    const error = asExpected(thrown);
    if (!(error instanceof AppError)) throw error;
    return notTaken(error, locale, list);
  }
}

async function notTaken({ code, fields, data }: AppError, locale: Locale, list: string): Promise<Response> {
  if (code === 'TOO_LARGE') return tooLarge(list);
  if (code === 'MALFORMED') {
    return refusedResponse('MALFORMED', { say: (t) => t('desk.imports.errors.brokenOff'), back: list });
  }
  if (code === 'UNAVAILABLE') return seeOther(`/${locale}/unavailable`);
  const errors = code === 'TOO_MANY' ? { file: 'desk.imports.errors.tooMany' } : fields;
  const { source = '' } = (data ?? {}) as { readonly source?: string };
  await keepForm({ formId: 'directory-import', values: { source }, errors, code });
  return seeOther(`${list}?fix=1`);
}

/** The way back to the form, for who comes here by its address. */
export async function GET(_request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = await localeOf(params);
  await staffOrSignIn(locale, STAFF);
  redirect(`/${locale}/desk/imports`);
}
