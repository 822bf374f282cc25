import 'server-only';
import { asSystem } from '@/lib/db/scope';
import type { SignInDeps } from './sign-in';
import { later } from './store';
import { type Challenge, insertChallenge, takeChallenge } from './store-passkey';
import { refusedKey } from './webauthn';

export const CHALLENGE_MS = 5 * 60_000;

/** One question to a browser's passkeys: of members and of staff alike. */
export interface Ceremony {
  /** For the browser's WebAuthn call, as JSON. */
  readonly options: unknown;
  /** Binds the answer to the browser that asked. */
  readonly token: string;
}

/** What a browser sends back: the token of its cookie and the credential as JSON. */
export interface CeremonyAnswer {
  readonly token: string | undefined;
  readonly credential: string;
}

/** Asks; whose answer it may be is kept with the challenge, and nobody else's is taken. */
export async function beginCeremony(
  options: { readonly challenge: string },
  whose: Partial<Omit<Challenge, 'value'>>,
  { clock, ids }: SignInDeps,
): Promise<Ceremony> {
  const token = ids.token(32);
  const challenge = { memberId: null, staffId: null, shared: false, ...whose, value: options.challenge };
  await asSystem('sign-in', (tx) => insertChallenge(tx, token, challenge, later(clock.now(), CHALLENGE_MS)));
  return { options, token };
}

/**
 * The challenge of an answer, used up by being looked at.
 * @throws CODE_UNKNOWN when it is unknown, too old, used, or of somebody else
 */
export async function endCeremony(
  { token }: CeremonyAnswer,
  whose: Partial<Pick<Challenge, 'memberId' | 'staffId'>>,
  now: Date,
): Promise<Challenge> {
  const challenge = await asSystem('sign-in', (tx) => takeChallenge(tx, token ?? '', now));
  const { memberId = null, staffId = null } = whose;
  if (challenge?.memberId !== memberId || challenge.staffId !== staffId) throw refusedKey();
  return challenge;
}
