import 'server-only';
import { AppError } from '@/lib/app-error';
import { type Clock, instant } from '@/lib/clock';
import { type Db, db } from '@/lib/db/client';
import { purposeKey } from '@/lib/db/seal';
import { keyedHash } from '@/lib/ids';
import { logger } from '@/lib/logger';

export interface RateRule {
  readonly name: string;
  readonly limit: number;
  readonly windowS: number;
}

/** The limits in force, in one table. Shared by all instances through PostgreSQL. */
export const RATE_RULES = {
  returnCode: { name: 'return-code', limit: 5, windowS: 3600 },
  appointmentCode: { name: 'appointment-code', limit: 5, windowS: 3600 },
  screeningApi: { name: 'screening-api', limit: 120, windowS: 60 },
  /** Everyone together, where callers cannot be told apart (no trusted proxy). */
  screeningApiAll: { name: 'screening-api-all', limit: 6000, windowS: 60 },
  codeForAddress: { name: 'code-for-address', limit: 5, windowS: 3600 },
  codeForNetwork: { name: 'code-for-network', limit: 30, windowS: 3600 },
  /** Above what people do and far below what a guess of eight digits needs. */
  signInGlobal: { name: 'sign-in-global', limit: 2000, windowS: 3600 },
  recoveryCode: { name: 'recovery-code', limit: 5, windowS: 3600 },
  coverageCheck: { name: 'coverage-check', limit: 10, windowS: 3600 },
  papers: { name: 'guardian-papers', limit: 10, windowS: 86_400 },
  /** Many people share a network, and each letter may ask. */
  suggest: { name: 'suggest', limit: 1200, windowS: 60 },
  report: { name: 'directory-report', limit: 20, windowS: 3600 },
} as const satisfies Record<string, RateRule>;

/**
 * Counts one try of `subject` (an address, an account) against a rule. The subject is stored as a keyed hash.
 * @throws AppError TOO_MANY with the seconds to wait.
 */
export async function requireUnderLimit(rule: RateRule, subject: string, clock: Clock, database: Db = db()): Promise<void> {
  const now = clock.now();
  const key = keyedHash(purposeKey('rate-limit'), `${rule.name}|${subject}`);
  const resetsAt = instant(now.getTime() + rule.windowS * 1000);
  const rows = await database.$queryRaw<{ count: number; resets_at: Date }[]>`
    INSERT INTO rate_limit AS r (key, count, resets_at) VALUES (${key}, 1, ${resetsAt})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN r.resets_at <= ${now} THEN 1 ELSE r.count + 1 END,
      resets_at = CASE WHEN r.resets_at <= ${now} THEN ${resetsAt} ELSE r.resets_at END
    RETURNING count, resets_at`;
  const row = rows[0];
  if (row && row.count > rule.limit) {
    logger.warn({ event: 'limit.reached', name: rule.name, count: row.count });
    throw new AppError('TOO_MANY', { retryAfterS: Math.ceil((row.resets_at.getTime() - now.getTime()) / 1000) });
  }
}

/** Removes counters whose window has passed. @returns rows removed */
export async function purgeRateLimits(clock: Clock, database: Db): Promise<number> {
  const { count } = await database.rateLimit.deleteMany({ where: { resetsAt: { lte: clock.now() } } });
  return count;
}
