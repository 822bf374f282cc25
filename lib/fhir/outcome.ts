import type { FhirObject } from './model';

/** http://hl7.org/fhir/issue-type, the codes this door uses. */
export type IssueCode =
  | 'invalid'
  | 'structure'
  | 'value'
  | 'required'
  | 'not-supported'
  | 'not-found'
  | 'deleted'
  | 'too-long'
  | 'too-costly'
  | 'processing'
  | 'conflict'
  | 'expired'
  | 'business-rule'
  | 'duplicate'
  | 'lock-error'
  | 'throttled'
  | 'transient'
  | 'forbidden'
  | 'login'
  | 'security'
  | 'exception'
  | 'informational';

export interface Issue {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  readonly code: IssueCode;
  /** For developers of client systems; never quotes what was sent beyond a parameter's name. */
  readonly diagnostics: string;
  /** Which parameter or element: `Practitioner.name` or the parameter as sent. */
  readonly expression?: string;
  /** One word for programs where the issue type says too little: `slot_taken`, `hold_expired`. */
  readonly reason?: string;
}

const REASONS = 'https://care-access.example/fhir/CodeSystem/reason';

/** A refused request: HTTP status and what an OperationOutcome says about it. */
export class FhirError extends Error {
  constructor(
    readonly status: number,
    readonly issues: readonly Issue[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(issues[0]?.code ?? 'processing');
    this.name = 'FhirError';
  }
}

/** A 4xx with one issue. */
export function refusal(status: number, code: IssueCode, diagnostics: string, expression?: string): FhirError {
  return new FhirError(status, [{ severity: 'error', code, diagnostics, ...(expression ? { expression } : {}) }]);
}

/** A bad value of a search parameter. */
export function badValue(parameter: string, diagnostics: string): FhirError {
  return refusal(400, 'value', diagnostics, safeName(parameter));
}

/** A parameter's name as sent, short and harmless enough to be echoed. */
export function safeName(name: string): string {
  return name.replace(/[^\w\-.:|$]/g, '?').slice(0, 80);
}

export function toOperationOutcome(issues: readonly Issue[]): FhirObject {
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map(({ severity, code, diagnostics, expression, reason }) => ({
      severity,
      code,
      ...(reason ? { details: { coding: [{ system: REASONS, code: reason }] } } : {}),
      diagnostics,
      ...(expression ? { expression: [expression] } : {}),
    })),
  };
}
