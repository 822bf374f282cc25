import 'server-only';
import { cookies } from 'next/headers';
import { z } from 'zod';
import { systemClock } from '@/lib/clock';
import { open, seal } from '@/lib/db/seal';
import { cookieOptions, statusCookieName } from '@/lib/http/cookies';
import { PersonKeySchema } from './answers';
import type { ToldStatuses } from './household-from-answers';
import { IMMIGRATION_STATUSES } from './vocabulary';

/**
 * Immigration status lives only here: encrypted, in the person's own browser, unreadable after 15 minutes. It is
 * never written to the database, a log or the journey, so no copy of our data can tell anyone's status.
 */
const KEPT_S = 15 * 60;
const PURPOSE = 'status-answer';

const KeptSchema = z.strictObject({
  until: z.number(),
  told: z.partialRecord(
    PersonKeySchema,
    z.strictObject({ status: z.enum(IMMIGRATION_STATUSES), years: z.number().min(0).max(120).optional() }),
  ),
});

export async function keepStatuses(told: ToldStatuses): Promise<void> {
  const until = systemClock.now().getTime() + KEPT_S * 1000;
  const text = seal(PURPOSE, statusCookieName(), JSON.stringify({ until, told })).toString('base64url');
  (await cookies()).set(statusCookieName(), text, cookieOptions(KEPT_S));
}

/** What was told in the last 15 minutes; empty when nothing, or when it cannot be read. */
export async function readStatuses(): Promise<ToldStatuses> {
  const text = (await cookies()).get(statusCookieName())?.value;
  const plain = text ? open(PURPOSE, statusCookieName(), Buffer.from(text, 'base64url')) : null;
  if (!plain) return {};
  const kept = KeptSchema.safeParse(JSON.parse(plain));
  // The browser drops the cookie by itself; a copied one must not work either.
  return kept.success && kept.data.until > systemClock.now().getTime() ? kept.data.told : {};
}

export async function forgetStatuses(): Promise<void> {
  (await cookies()).delete({ name: statusCookieName(), ...cookieOptions(0) });
}
