import 'server-only';
import { cookies } from 'next/headers';
import { AppError } from '@/lib/app-error';
import { systemClock } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { asSystem, asVisitor } from '@/lib/db/scope';
import { cookieOptions, journeyCookieName } from '@/lib/http/cookies';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { parseReturnCode, systemIds } from '@/lib/ids';
import { JOURNEY_KEPT_DAYS, type Journey, type SliceName } from './model';
import {
  codeKey,
  deleteByToken,
  deleteExpired,
  expiryFrom,
  findByCode,
  insertJourney,
  lockByToken,
  tokenKey,
  updateDocument,
  updateToken,
} from './store';

const COOKIE_AGE_S = JOURNEY_KEPT_DAYS * 86_400;

async function setCookie(token: string): Promise<void> {
  (await cookies()).set(journeyCookieName(), token, cookieOptions(COOKIE_AGE_S));
}

async function readToken(): Promise<string | undefined> {
  return (await cookies()).get(journeyCookieName())?.value;
}

/**
 * Replaces one domain's part of the journey by what `change` makes of it, under a row lock; starts a journey when
 * the browser has none. Each change renews the 30 days. Only from actions and route handlers (sets a cookie).
 */
export async function changeSlice(name: SliceName, change: (before: unknown) => unknown): Promise<Journey> {
  const now = systemClock.now();
  const expiresAt = expiryFrom(now, JOURNEY_KEPT_DAYS);
  const token = await readToken();
  const changed = token
    ? await asVisitor(tokenKey(token), async (tx) => {
        const journey = await lockByToken(tx, token, now);
        if (!journey) return null;
        const slices = { ...journey.slices, [name]: change(journey.slices[name]) };
        await updateDocument(tx, journey.id, { code: journey.code, slices }, now, expiresAt);
        return { ...journey, slices, expiresAt };
      })
    : null;
  if (changed && token) {
    await setCookie(token);
    return changed;
  }
  const fresh = systemIds.token(32);
  const id = systemIds.uuid<'journey_session'>();
  const document = { code: systemIds.returnCode(), slices: { [name]: change(undefined) } };
  await asVisitor(tokenKey(fresh), (tx) => insertJourney(tx, { id, token: fresh, document, now, expiresAt }));
  await setCookie(fresh);
  return { id, ...document, expiresAt };
}

/**
 * Opens saved progress on this browser by its code. The cookie token is replaced, so the browser that had it
 * before must use the code too.
 * @throws CODE_UNKNOWN for wrong, foreign and expired codes alike; TOO_MANY after 5 tries in an hour.
 */
export async function resumeByCode(typed: string, network: string): Promise<Journey> {
  await requireUnderLimit(RATE_RULES.returnCode, network, systemClock);
  const code = parseReturnCode(typed);
  const token = systemIds.token(32);
  const journey = code ? await asVisitor(codeKey(code), (tx) => takeOver(tx, code, token)) : null;
  if (!journey) throw new AppError('CODE_UNKNOWN', { fields: { code: 'errors.CODE_UNKNOWN' } });
  await setCookie(token);
  return journey;
}

async function takeOver(tx: Tx, code: string, token: string): Promise<Journey | null> {
  const journey = await findByCode(tx, code, systemClock.now());
  if (journey) await updateToken(tx, journey.id, token);
  return journey;
}

/** Deletes everything saved for this browser, on the server and here. Nothing to delete is a success. */
export async function deleteJourney(): Promise<void> {
  const token = await readToken();
  if (token) await asVisitor(tokenKey(token), (tx) => deleteByToken(tx, token));
  (await cookies()).delete({ name: journeyCookieName(), ...cookieOptions(0) });
}

/** Forgets the progress on this browser only: it stays saved and opens again with its code. */
export async function forgetJourney(): Promise<void> {
  (await cookies()).delete({ name: journeyCookieName(), ...cookieOptions(0) });
}

/** Removes expired progress; run by a daily job. @returns rows removed */
export function purgeExpiredJourneys(): Promise<number> {
  return asSystem('journey', (tx) => deleteExpired(tx, systemClock.now()));
}
