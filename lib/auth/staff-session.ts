import 'server-only';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { systemClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { staffCookieName, windowCookieOptions } from '@/lib/http/cookies';
import { systemIds } from '@/lib/ids';
import { deleteStaffSession, findLiveStaff, insertStaffSession, type SignedInStaff } from './store-staff';

// Strict: nobody reaches the desk by a link from elsewhere, so no other site can aim one.
const options = () => ({ ...windowCookieOptions(), sameSite: 'strict' }) as const;

/** Who of the staff is signed in; one read however often it is asked for. */
export const currentStaff = cache(async (): Promise<SignedInStaff | null> => {
  const token = (await cookies()).get(staffCookieName())?.value;
  return token ? asSystem('session', (tx) => findLiveStaff(tx, token, systemClock.now())) : null;
});

/** The one door to a staff session: a new token, the browser's old one destroyed. The caller ends a member's session. */
export async function startStaffSession(staffId: string, { second = false } = {}): Promise<void> {
  await endStaffSession();
  const token = systemIds.token(32);
  await asSystem('session', (tx) => insertStaffSession(tx, { token, staffId, second, now: systemClock.now() }));
  (await cookies()).set(staffCookieName(), token, options());
}

/** Ends the staff session of this browser, here and in the table. None is a success. */
export async function endStaffSession(): Promise<void> {
  const jar = await cookies();
  const token = jar.get(staffCookieName())?.value;
  if (!token) return;
  await asSystem('session', (tx) => deleteStaffSession(tx, token));
  jar.delete({ name: staffCookieName(), ...options() });
}
