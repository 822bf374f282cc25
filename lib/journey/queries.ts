import 'server-only';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { systemClock } from '@/lib/clock';
import { asVisitor } from '@/lib/db/scope';
import { journeyCookieName } from '@/lib/http/cookies';
import type { Journey } from './model';
import { findByToken, tokenKey } from './store';

/** The saved progress of the browser that asks, or null. One read for each request, however often it is called. */
export const findJourney = cache(async (): Promise<Journey | null> => {
  const token = (await cookies()).get(journeyCookieName())?.value;
  return token ? asVisitor(tokenKey(token), (tx) => findByToken(tx, token, systemClock.now())) : null;
});
