import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { makeRecoveryCodes } from '@/lib/auth/recovery';
import { systemClock } from '@/lib/clock';
import { requireLeave } from './queries';

/** New printed codes in place of the old ones. @throws SIGN_IN_NEEDED unless the proof is fresh · NOT_FOUND for delegates */
export async function remakeRecoveryCodes(actor: Actor): Promise<readonly string[]> {
  const { memberId } = requireLeave(actor, 'account.passkeys', systemClock.now());
  return makeRecoveryCodes(actor, memberId);
}
