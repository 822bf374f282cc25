import { type EligibilityResponse, read271 } from './read-271';
import { type Control, type EligibilityRequest, type TradingPartner, write270 } from './write-270';

/** The result of asking "is my coverage active?". `source` is shown beside it: a simulated answer says so. */
export interface CoverageCheckResult {
  readonly source: 'clearinghouse' | 'simulator';
  readonly response: EligibilityResponse | { readonly kind: 'unreachable' };
}

/** Asks a payer whether coverage is active. Implementations never throw: every failure is a result. */
export interface CoverageCheck {
  check(request: EligibilityRequest, control: Control): Promise<CoverageCheckResult>;
}

export interface Clearinghouse {
  readonly url: string;
  readonly token: string;
  readonly partner: TradingPartner;
}

const TIMEOUT_MS = 10_000;
const MAX_CHARS = 1_000_000;

/** Sends the 270 over HTTPS and reads the 271 of the answer. */
export function clearinghouseCheck({ url, token, partner }: Clearinghouse, send: typeof fetch = fetch): CoverageCheck {
  return {
    async check(request, control) {
      try {
        const answer = await send(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/edi-x12', Accept: 'application/edi-x12', Authorization: `Bearer ${token}` },
          body: write270(request, partner, control),
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (!answer.ok) return { source: 'clearinghouse', response: { kind: 'unreachable' } };
        const text = await answer.text();
        return { source: 'clearinghouse', response: read271(text.slice(0, MAX_CHARS + 1)) };
      } catch {
        // Network, time limit, a body that breaks off: for the person it is all the same, and a call helps.
        return { source: 'clearinghouse', response: { kind: 'unreachable' } };
      }
    },
  };
}
