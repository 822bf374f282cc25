import 'server-only';
import { cookies } from 'next/headers';
import { z } from 'zod';
import { systemClock } from '@/lib/clock';
import { open, seal } from '@/lib/db/seal';
import { cookieOptions, coverageCookieName } from '@/lib/http/cookies';
import { type CoverageAnswer, CoverageAnswerSchema } from './model-coverage';

/** The payer's answer waits here for its page, sealed and bound to the person, for 15 minutes; no table has it. */
const KEPT_S = 15 * 60;
const KeptSchema = z.strictObject({ until: z.number(), memberId: z.string(), answer: CoverageAnswerSchema });

export async function keepCoverage(memberId: string, answer: CoverageAnswer): Promise<void> {
  const until = systemClock.now().getTime() + KEPT_S * 1000;
  const text = seal('coverage-answer', coverageCookieName(), JSON.stringify({ until, memberId, answer }));
  (await cookies()).set(coverageCookieName(), text.toString('base64url'), cookieOptions(KEPT_S));
}

/** The last answer about this member in this browser, or null. */
export async function readCoverage(memberId: string): Promise<CoverageAnswer | null> {
  const text = (await cookies()).get(coverageCookieName())?.value;
  const plain = text ? open('coverage-answer', coverageCookieName(), Buffer.from(text, 'base64url')) : null;
  const kept = plain ? KeptSchema.safeParse(JSON.parse(plain)) : null;
  const fresh = kept?.success && kept.data.until > systemClock.now().getTime() && kept.data.memberId === memberId;
  return fresh ? kept.data.answer : null;
}
