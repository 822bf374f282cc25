import { type NextRequest, NextResponse } from 'next/server';
import { isPublicDirectoryPage } from '@/lib/directory/public-pages';
import { appOrigins, env } from '@/lib/env';
import { allCookieNames, staffCookieName } from '@/lib/http/cookies';
import { isOwnForm } from '@/lib/http/form-shape';
import { contentSecurityPolicy, pageClassOf } from '@/lib/http/page-classes';
import { isOwnOrigin, type RefusedReason, refusedResponse } from '@/lib/http/refused-page';
import { singleQuery } from '@/lib/http/single-query';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';

/** What a form may weigh. `serverActions.bodySizeLimit` in next.config.js is the largest of all. */
const MAX_FORM_BYTES = 64 * 1024;
/** A calendar file of 1 MB (lib/scheduling/actions-practice.ts) and the form around it. */
const MAX_CALENDAR_BYTES = 1_000_000 + 16 * 1024;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Doors for programs. They read no cookie, so a request from another origin carries no one's identity. */
const isMachineDoor = (path: string) => path.startsWith('/api/eligibility/') || path.startsWith('/fhir/');

/**
 * Runs before every page and action: refuses forms from other sites, sends `/` to a language and an address that names
 * something twice to one that does not, and sets the page-class policy. It is never the gate for data: queries and commands authorise themselves.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  const origins = appOrigins();
  if (!SAFE_METHODS.has(request.method) && !isMachineDoor(pathname)) {
    const reason = await whyRefused(request);
    if (reason) return refusedResponse(reason);
  }
  if (pathname === '/') {
    return NextResponse.redirect(new URL(`/${preferredLocale(request)}`, request.url), 307);
  }
  const [, first = '', ...rest] = pathname.split('/');
  const path = isLocale(first) ? `/${rest.join('/')}` : pathname;
  const once = isLocale(first) ? singleQuery(path, request.nextUrl.searchParams) : null;
  // Never a rewrite here: bound to 127.0.0.1 and asked as localhost, Next would call itself without end.
  const response = once ? NextResponse.redirect(new URL(`${pathname}?${once}`, request.url), 307) : NextResponse.next();
  response.headers.set('Content-Security-Policy', contentSecurityPolicy(pageClassOf(path), origins));
  if (isForEverybody(request)) {
    // A minute, and again asked for by the browser each time: a cookie set meanwhile makes it another page.
    response.headers.set('Cache-Control', 'public, max-age=0, s-maxage=60, must-revalidate');
  }
  if (path === '/unavailable') response.headers.set('Retry-After', '30');
  return response;
}

/** One form takes a file, and only from a browser with a staff session: nobody else has a page that could send it. */
const formLimit = ({ nextUrl, cookies }: NextRequest): number =>
  /^\/\w\w\/practice\/times$/.test(nextUrl.pathname) && cookies.has(staffCookieName()) ? MAX_CALENDAR_BYTES : MAX_FORM_BYTES;

/** A page of the directory asked for without any cookie of ours: nothing in it is about who asks. */
function isForEverybody({ method, nextUrl, cookies }: NextRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return isPublicDirectoryPage(nextUrl.pathname, nextUrl.search.slice(1)) && !allCookieNames().some((name) => cookies.has(name));
}

/** What is wrong with a form before any page reads it, or null. */
async function whyRefused(request: NextRequest): Promise<RefusedReason | null> {
  if (!isOwnOrigin(request)) return 'FORBIDDEN_ORIGIN';
  // Calls by script carry arguments of any shape. Pages of classes A and B run none, so nobody of ours sends them.
  if (request.headers.has('next-action') && env().NODE_ENV === 'production') return 'FORBIDDEN_ORIGIN';
  // Over its own limit, and for a form that it cannot read, the framework fails with 500.
  const limit = formLimit(request);
  if (Number(request.headers.get('content-length') ?? 0) > limit) return 'TOO_LARGE';
  const type = request.headers.get('content-type') ?? '';
  const isForm = type.startsWith('multipart/form-data');
  if (!isForm && request.headers.has('content-length')) return null;
  try {
    // Counted, because a length need not be told.
    const body = await request.arrayBuffer();
    if (body.byteLength > limit) return 'TOO_LARGE';
    if (!isForm) return null;
    const form = await new Response(body, { headers: { 'Content-Type': type } }).formData();
    return isOwnForm(form) ? null : 'MALFORMED';
  } catch {
    return 'MALFORMED';
  }
}

function preferredLocale(request: NextRequest): string {
  const wanted = request.headers.get('accept-language') ?? '';
  const first = wanted
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find(isLocale);
  return first ?? DEFAULT_LOCALE;
}

// Files of the directory are of a size that must not be held in memory, as it would be here: a form with one goes past, and
// its route (app/[locale]/desk/imports/file) checks where it comes from. Everything else at that address comes by.
export const config = {
  matcher: [
    { source: '/((?!_next/static|_next/image|enhance/|icons/|(?:en|es)/desk/imports/file$).*)' },
    {
      source: '/:locale(en|es)/desk/imports/file',
      missing: [{ type: 'header', key: 'content-type', value: 'multipart/form-data.*' }],
    },
  ],
};
