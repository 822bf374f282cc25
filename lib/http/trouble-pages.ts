import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { STATIC_HEADERS } from './static-headers.mjs';

/** Pages that say we failed, and the status each answers with, for caches and monitors. A page cannot set its own. */
const PAGE_STATUS: Readonly<Record<string, number | undefined>> = { 'not-found': 404, problem: 500, unavailable: 503 };

/** The written page for an answer that has this status and no words. */
const STATUS_PAGE: Readonly<Record<number, string | undefined>> = { 404: 'not-found', 409: 'problem', 500: 'problem' };

/** Paths of programs, which read the status and not the page. */
const MACHINE_PATHS: ReadonlySet<string> = new Set(['api', 'fhir', '_next', 'enhance', 'icons', 'templates']);

export interface Answer {
  readonly status: number;
  /** Value of a `Refresh` header, or null. */
  readonly refresh: string | null;
}

/**
 * What an answer to `path` becomes. The written pages get their status. When a page is not found or fails while it
 * is rendered, Next sends an empty body and lets its script draw the rest; ours run none of that script, so people
 * would see nothing, not even the help line. Such answers keep their status and lead to the written page.
 */
export function troubleAnswer(path: string, status: number, contentType: string): Answer {
  const [, first = '', second = '', ...more] = path.split('?')[0]?.split('/') ?? [];
  if (!isLocale(first) && MACHINE_PATHS.has(first)) return { status, refresh: null };
  const own = isLocale(first) && more.length === 0 ? PAGE_STATUS[second] : undefined;
  if (own) return { status: status === 200 ? own : status, refresh: null };
  const page = STATUS_PAGE[status];
  if (!page || !/^text\/(html|plain)/.test(contentType)) return { status, refresh: null };
  return { status, refresh: `0; url=/${isLocale(first) ? first : DEFAULT_LOCALE}/${page}` };
}

interface RequestStart {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

type WriteHead = (
  status: number,
  reason?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
  headers?: OutgoingHttpHeaders | OutgoingHttpHeader[],
) => ServerResponse;

const FILES = /^\/(_next\/static|enhance|icons|templates)\//;

/** Files are only read, and nothing is ever traced; asked so, the framework fails with 500 where 405 is meant. */
function statusOf({ method, url = '/' }: IncomingMessage, status: number): number {
  if (status !== 500 || method === 'GET' || method === 'HEAD') return status;
  return method === 'TRACE' || method === 'CONNECT' || FILES.test(url) ? 405 : status;
}

/** For answers that no page made: they load nothing and stand in no frame. */
const NOTHING_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * The framework leaves its header rules out of answers it makes early: the proxy's refusals, its own redirects, bad
 * requests. A refusal that another site can put into a frame is a hole too.
 */
function addMissingHeaders(response: ServerResponse): void {
  for (const { key, value } of STATIC_HEADERS) if (!response.hasHeader(key)) response.setHeader(key, value);
  if (!response.hasHeader('Content-Security-Policy')) response.setHeader('Content-Security-Policy', NOTHING_POLICY);
}

/** Listens to Node's own server; called once when the process starts. */
export function installTroublePages(): void {
  diagnostics.subscribe('http.server.request.start', (message) => {
    const { request, response } = message as RequestStart;
    const writeHead = response.writeHead.bind(response) as WriteHead;
    response.writeHead = ((status: number, ...rest: [never?, never?]) => {
      const type = String(response.getHeader('content-type') ?? 'text/html');
      const answer = troubleAnswer(request.url ?? '/', statusOf(request, status), type);
      if (!response.headersSent) {
        if (answer.refresh) response.setHeader('Refresh', answer.refresh);
        addMissingHeaders(response);
      }
      return writeHead(answer.status, ...rest);
    }) as ServerResponse['writeHead'];
  });
}
