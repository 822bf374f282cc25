import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';

/**
 * When a page is not found or fails while it is rendered, Next sends an empty body and lets its script draw the rest.
 * Our pages run none of that script, so people would see nothing: no words, no help line. This gives such answers a
 * `Refresh` to the written page. The status stays what it is, for machines.
 */
const TROUBLE_PAGES: Readonly<Record<number, string | undefined>> = { 404: 'not-found', 409: 'problem', 500: 'problem' };

/** The `Refresh` value for an answer, or null when the answer is fine as it is. `path` is the address asked for. */
export function troubleRefresh(status: number, contentType: string, path: string): string | null {
  const page = TROUBLE_PAGES[status];
  const [, first = '', second = ''] = path.split('?')[0]?.split('/') ?? [];
  const machine = first === 'api' || first === 'fhir' || first === '_next' || first === 'enhance';
  if (!page || machine || !/^text\/(html|plain)/.test(contentType)) return null;
  // The written pages themselves carry these statuses: no circle.
  if (Object.values(TROUBLE_PAGES).includes(second)) return null;
  return `0; url=/${isLocale(first) ? first : DEFAULT_LOCALE}/${page}`;
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

/** Listens to Node's own server; called once when the process starts. */
export function installTroubleRefresh(): void {
  diagnostics.subscribe('http.server.request.start', (message) => {
    const { request, response } = message as RequestStart;
    const writeHead = response.writeHead.bind(response) as WriteHead;
    response.writeHead = ((...args: Parameters<WriteHead>) => {
      const value = troubleRefresh(args[0], String(response.getHeader('content-type') ?? 'text/html'), request.url ?? '/');
      if (value && !response.headersSent) response.setHeader('Refresh', value);
      return writeHead(...args);
    }) as ServerResponse['writeHead'];
  });
}
