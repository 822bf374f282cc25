import 'server-only';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { systemClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { cookieOptions, sessionCookieName, windowCookieOptions } from '@/lib/http/cookies';
import { systemIds } from '@/lib/ids';
import { readSession } from './next-auth';
import { endStaffSession } from './staff-session';
import {
  ABSOLUTE_MS,
  deleteSession,
  endOldestSessions,
  insertSession,
  type SessionRow,
  type SignInMethod,
} from './store-session';

/** The session of this request; one read however often it is asked for. Browsers without the cookie cost nothing. */
export const currentSession = cache(async (): Promise<SessionRow | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value;
  return token ? readSession() : null;
});

/**
 * The one door to a session: a new token in the cookie and its hash in the table, the browser's old session destroyed.
 * On a shared computer the cookie ends with the window. A staff session in this browser ends: never both.
 */
export async function startSession(
  memberId: string,
  { method, shared }: { method: SignInMethod; shared: boolean },
): Promise<void> {
  const jar = await cookies();
  await endStaffSession();
  const token = systemIds.token(32);
  const oldToken = jar.get(sessionCookieName())?.value ?? null;
  await asSystem('session', async (tx) => {
    await insertSession(tx, { token, oldToken, memberId, method, shared, now: systemClock.now() });
    await endOldestSessions(tx, memberId);
  });
  jar.set(sessionCookieName(), token, shared ? windowCookieOptions() : cookieOptions(ABSOLUTE_MS / 1000));
}

/** Ends the session of this browser, here and in the table. None is a success. */
export async function endSession(): Promise<void> {
  const jar = await cookies();
  const token = jar.get(sessionCookieName())?.value;
  if (token) await asSystem('session', (tx) => deleteSession(tx, token));
  jar.delete({ name: sessionCookieName(), ...cookieOptions(0) });
}
