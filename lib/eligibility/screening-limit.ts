import 'server-only';
import { isAppError } from '@/lib/app-error';
import { systemClock } from '@/lib/clock';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { networkOf } from '@/lib/http/request';
import { errorFields, logger } from '@/lib/logger';

/** How long a request may wait for the counter, and how long it is left alone after it failed. */
const PATIENCE_MS = 400;
const PAUSE_MS = 10_000;

let pausedUntil = 0;

/**
 * Counts a screening request. A screening needs no database, so it must not fail with it: when the counter cannot be
 * reached in time the request passes uncounted, and the counter is not asked again for ten seconds. Flooding then is
 * bounded by the body limit and the cost of a screening (well under a millisecond a household).
 * @throws AppError TOO_MANY
 */
export async function limitScreenings(forwardedFor: string | null): Promise<void> {
  const now = systemClock.now().getTime();
  if (now < pausedUntil) return;
  const network = networkOf(forwardedFor);
  // Without a trusted proxy all callers are one "network", and one caller's limit must not stop the others.
  const rule = network === 'local' ? RATE_RULES.screeningApiAll : RATE_RULES.screeningApi;
  const late = new Promise<'late'>((resolve) => {
    setTimeout(() => resolve('late'), PATIENCE_MS).unref();
  });
  try {
    const outcome = await Promise.race([requireUnderLimit(rule, network, systemClock), late]);
    if (outcome === 'late') pausedUntil = now + PAUSE_MS;
  } catch (error) {
    if (isAppError(error)) throw error;
    pausedUntil = now + PAUSE_MS;
    logger.warn({ event: 'screening.limit.skipped', ...errorFields(error) });
  }
}
