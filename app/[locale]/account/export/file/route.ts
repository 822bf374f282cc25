import { isAppError } from '@/lib/app-error';
import { currentActor } from '@/lib/auth/current-actor';
import { appOrigins } from '@/lib/env';
import { toAccountBundle } from '@/lib/fhir/account-bundle';
import { FHIR_JSON } from '@/lib/fhir/model';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { exportAccount } from '@/lib/membership/export';

/** The export as a file. A link may fetch it, because it changes nothing but the audit trail; other sites may not read it. */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale: text } = await params;
  const locale = isLocale(text) ? text : DEFAULT_LOCALE;
  const headers = { 'Cache-Control': 'private, no-store' };
  // A link on another site would start a download on this person's screen (Sec-Fetch-Site: Fetch Metadata).
  const from = request.headers.get('sec-fetch-site');
  if (from !== null && from !== 'same-origin' && from !== 'none') return new Response(null, { status: 403, headers });
  try {
    const everything = await exportAccount(await currentActor());
    const fhir = new URL(request.url).searchParams.get('form') === 'fhir';
    const body = fhir ? toAccountBundle({ ...everything, origin: appOrigins()[0] }) : everything;
    const type = fhir ? FHIR_JSON : 'application/json';
    const name = fhir ? 'account-fhir.json' : 'account.json';
    return new Response(JSON.stringify(body, null, 2), {
      headers: { ...headers, 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
    });
  } catch (error) {
    if (isAppError(error, 'NOT_FOUND')) return new Response(null, { status: 404, headers });
    if (!isAppError(error, 'SIGN_IN_NEEDED')) throw error;
    return new Response(null, { status: 303, headers: { ...headers, Location: `/${locale}/sign-in?to=export&again=1` } });
  }
}
