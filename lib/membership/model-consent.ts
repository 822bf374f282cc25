import { z } from 'zod';
import type { Id } from '@/lib/ids';

export type ConsentId = Id<'consent'>;

/** What may be given on: dates of visits, what treatment says, or all of it (42 CFR 2.31(a)(3)). */
export const CONSENT_SCOPES = ['visits', 'treatment', 'everything'] as const;
/** `tpo`: one consent for all future treatment, payment and operations (42 CFR 2.31(a)(4)(iii)). */
export const CONSENT_PURPOSES = ['care', 'tpo', 'own'] as const;
export const CONSENT_PERIODS = ['90-days', 'year', 'open'] as const;

/** What a person decides; every part that 42 CFR 2.31(a) asks a written consent to have. */
export const ConsentInputSchema = z.strictObject({
  recipient: z.string('account.errors.recipient').trim().min(2, 'account.errors.recipient').max(120, 'account.errors.recipient'),
  scope: z.enum(CONSENT_SCOPES, 'account.errors.scope'),
  purpose: z.enum(CONSENT_PURPOSES, 'account.errors.purpose'),
  period: z.enum(CONSENT_PERIODS, 'account.errors.period'),
  /** The name typed as a signature. */
  signature: z.string('account.errors.signature').trim().min(2, 'account.errors.signature').max(120, 'account.errors.signature'),
});
export type ConsentInput = z.output<typeof ConsentInputSchema>;

export interface Consent {
  readonly id: ConsentId;
  readonly recipient: string;
  readonly signature: string;
  readonly scope: ConsentInput['scope'];
  readonly purpose: ConsentInput['purpose'];
  readonly givenAt: Date;
  /** Null: until it is withdrawn. */
  readonly expiresAt: Date | null;
  readonly withdrawnAt: Date | null;
}

const DAY_MS = 86_400_000;
const DAYS: Readonly<Record<ConsentInput['period'], number | null>> = { '90-days': 90, year: 365, open: null };

/** When a consent given now is over, in milliseconds; null for one without an end. */
export function endOf(period: ConsentInput['period'], givenAt: Date): number | null {
  const days = DAYS[period];
  return days === null ? null : givenAt.getTime() + days * DAY_MS;
}

/** True while something may be given on under it. */
export function isInForce({ expiresAt, withdrawnAt }: Pick<Consent, 'expiresAt' | 'withdrawnAt'>, now: Date): boolean {
  return withdrawnAt === null && (expiresAt === null || expiresAt > now);
}
