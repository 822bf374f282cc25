import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { makeRecoveryCodes } from '@/lib/auth/recovery';
import { currentSession } from '@/lib/auth/session';
import { keepReveal, takeReveal } from '@/lib/auth/store-reveal';
import { systemClock } from '@/lib/clock';
import { asMember } from '@/lib/db/scope';
import { requireLeave } from './queries';

/**
 * New printed codes in place of the old ones, kept sealed with the session for the one look that follows: no address,
 * cookie or log ever has them. @throws SIGN_IN_NEEDED unless the proof is fresh · NOT_FOUND for delegates
 */
export async function remakeRecoveryCodes(actor: Actor): Promise<void> {
  const { memberId } = requireLeave(actor, 'account.passkeys', systemClock.now());
  const session = await currentSession();
  const codes = await makeRecoveryCodes(actor, memberId);
  if (session) await asMember(memberId, (tx) => keepReveal(tx, { sessionId: session.id, memberId }, codes.join(' ')));
}

/** The codes just made, the first time they are asked for; none after that. @throws as `remakeRecoveryCodes` */
export async function revealRecoveryCodes(actor: Actor): Promise<readonly string[]> {
  const { memberId } = requireLeave(actor, 'account.passkeys', systemClock.now());
  const session = await currentSession();
  const text = session && (await asMember(memberId, (tx) => takeReveal(tx, { sessionId: session.id, memberId })));
  return text ? text.split(' ') : [];
}
