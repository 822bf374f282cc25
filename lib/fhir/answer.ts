import { APP_ERRORS, isAppError } from '@/lib/app-error';
import { sha256 } from '@/lib/ids';
import { FHIR_JSON, type FhirObject } from './model';
import { FhirError, type Issue, type IssueCode, toOperationOutcome } from './outcome';

/**
 * Anyone may read from any site; nothing here depends on who asks, so no cookie or credential is ever looked at, and
 * no line is written about what was asked (Plan-Net: no record that links a caller to a query).
 */
const PUBLIC_HEADERS: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Last-Modified, Location, Content-Location, Retry-After, X-Portal-Holder',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

export interface Answer {
  readonly status: number;
  readonly body: FhirObject | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** JSON with an ETag; 304 when the client has it already. */
export function toResponse(request: Request, answer: Answer): Response {
  const text = answer.body === null ? null : JSON.stringify(answer.body);
  const headers: Record<string, string> = { ...PUBLIC_HEADERS, 'Cache-Control': 'public, no-cache', ...answer.headers };
  if (text !== null) headers['Content-Type'] = `${FHIR_JSON}; charset=utf-8`;
  if (answer.status === 200 && text !== null) {
    headers.ETag ??= `W/"${sha256(text).slice(0, 32)}"`;
    if (matches(request.headers.get('if-none-match'), headers.ETag)) return new Response(null, { status: 304, headers });
  }
  // The ETag is weak: it names the content, not its packing, which is the front's work (lib/http/front): a handler's own
  // Content-Encoding is taken off by the framework, and its packed bytes would arrive as something unreadable.
  return new Response(text, { status: answer.status, headers });
}

function matches(sent: string | null, etag: string): boolean {
  if (sent === null) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return sent.trim() === '*' || sent.split(',').some((tag) => bare(tag) === bare(etag));
}

/** Every failure as an OperationOutcome. What is not expected is 500 and says nothing of itself. */
export function failureAnswer(error: unknown): Answer {
  if (error instanceof FhirError) return { status: error.status, body: toOperationOutcome(error.issues), headers: error.headers };
  if (isAppError(error)) {
    const issue: Issue = {
      severity: 'error',
      code: APP_ERRORS[error.code].fhir as IssueCode,
      diagnostics: error.code,
      reason: error.code.toLowerCase(),
    };
    const wait: Record<string, string> = error.retryAfterS === undefined ? {} : { 'Retry-After': String(error.retryAfterS) };
    return { status: error.status, body: toOperationOutcome([issue]), headers: wait };
  }
  return {
    status: 500,
    body: toOperationOutcome([{ severity: 'fatal', code: 'exception', diagnostics: 'Unexpected failure.' }]),
  };
}

/** What a browser on another site may send. */
export function preflightResponse(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...PUBLIC_HEADERS,
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
      'Access-Control-Allow-Headers': 'Accept, Content-Type, If-None-Match, Prefer, Idempotency-Key, X-Portal-Holder',
      'Access-Control-Max-Age': '86400',
    },
  });
}
