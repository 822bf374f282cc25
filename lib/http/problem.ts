import type { z } from 'zod';
import { APP_ERRORS, type AppError, type AppErrorCode } from '@/lib/app-error';
import { translator } from '@/lib/i18n/translator';

/** One field at fault: a JSON pointer (RFC 6901) into the body, and how to fix it. */
export interface ProblemField {
  readonly pointer: string;
  readonly detail: string;
}

/** More than anyone repairs by hand; the count of the rest is told. */
const MAX_FIELDS = 500;

const escapePointer = (part: PropertyKey) => String(part).replace(/~/g, '~0').replace(/\//g, '~1');
const pointerOf = (path: readonly PropertyKey[]) => path.map((part) => `/${escapePointer(part)}`).join('');

/** Every fault that a failed parse found, each at its own place; unknown fields are named one by one. */
export function problemFields(error: z.ZodError, under: readonly PropertyKey[] = []): readonly ProblemField[] {
  return error.issues.flatMap((issue): ProblemField[] => {
    const path = [...under, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ pointer: pointerOf([...path, key]), detail: 'Unknown field' }));
    }
    return [{ pointer: pointerOf(path), detail: issue.message }];
  });
}

/** An expected failure for programs: `application/problem+json` (RFC 9457), the same codes as everywhere else. */
export function problemResponse(
  code: AppErrorCode,
  options: { fields?: readonly ProblemField[]; detail?: string; retryAfterS?: number | undefined } = {},
): Response {
  const { status } = APP_ERRORS[code];
  const fields = options.fields ?? [];
  const body = {
    type: 'about:blank',
    status,
    code,
    title: translator('en')(`errors.${code}`),
    ...(options.detail ? { detail: options.detail } : {}),
    ...(fields.length > 0 ? { errors: fields.slice(0, MAX_FIELDS), errorCount: fields.length } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Cache-Control': 'no-store',
      ...(options.retryAfterS ? { 'Retry-After': String(options.retryAfterS) } : {}),
    },
  });
}

export function problemOf(error: AppError): Response {
  return problemResponse(error.code, { retryAfterS: error.retryAfterS });
}
