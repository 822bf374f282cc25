/**
 * Expected failures. Code → HTTP status → FHIR issue code → message key `errors.<CODE>`.
 * One closed table, so that every door (form, problem+json, OperationOutcome) says the same.
 */
export const APP_ERRORS = {
  INVALID: { status: 422, fhir: 'invalid' },
  MALFORMED: { status: 400, fhir: 'structure' },
  KEY_MISSING: { status: 400, fhir: 'required' },
  KEY_REUSED: { status: 422, fhir: 'duplicate' },
  FORBIDDEN_ORIGIN: { status: 403, fhir: 'security' },
  FORBIDDEN: { status: 403, fhir: 'forbidden' },
  SIGN_IN_NEEDED: { status: 401, fhir: 'login' },
  NOT_FOUND: { status: 404, fhir: 'not-found' },
  CODE_UNKNOWN: { status: 404, fhir: 'not-found' },
  SLOT_TAKEN: { status: 409, fhir: 'conflict' },
  MEMBER_CONFLICT: { status: 409, fhir: 'conflict' },
  NOT_ACTIVE: { status: 409, fhir: 'conflict' },
  IN_PROGRESS: { status: 409, fhir: 'lock-error' },
  HOLD_EXPIRED: { status: 410, fhir: 'expired' },
  OFFER_EXPIRED: { status: 410, fhir: 'expired' },
  SLOT_IN_PAST: { status: 422, fhir: 'business-rule' },
  NOT_A_SLOT: { status: 422, fhir: 'business-rule' },
  TOO_LARGE: { status: 413, fhir: 'too-long' },
  TOO_MANY: { status: 429, fhir: 'throttled' },
  TOO_MANY_HOLDS: { status: 429, fhir: 'throttled' },
  UNAVAILABLE: { status: 503, fhir: 'transient' },
} as const;

export type AppErrorCode = keyof typeof APP_ERRORS;

/** Field name → message key under `errors.fields`, e.g. `{ county: 'county.choose' }`. */
export type FieldErrors = Readonly<Record<string, string>>;

export interface AppErrorDetail {
  /** Which fields, and the message key that says how to fix each. */
  readonly fields?: FieldErrors;
  /** Seconds until another try makes sense (Retry-After). */
  readonly retryAfterS?: number;
  /** Facts a door may show, such as three other free times. Never personal data. */
  readonly data?: unknown;
  readonly cause?: unknown;
}

/** An expected failure with a code from the table; anything else thrown is a bug. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly fields: FieldErrors;
  readonly retryAfterS: number | undefined;
  readonly data: unknown;

  constructor(code: AppErrorCode, detail: AppErrorDetail = {}) {
    super(code, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = detail.fields ?? {};
    this.retryAfterS = detail.retryAfterS;
    this.data = detail.data;
  }

  get status(): number {
    return APP_ERRORS[this.code].status;
  }
}

/** True when `error` is the expected failure `code` (any code when omitted). */
export function isAppError(error: unknown, code?: AppErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
