import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { asMember, asSystem } from '@/lib/db/scope';
import { purposeKey } from '@/lib/db/seal';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { type Id, keyedHash } from '@/lib/ids';
import { enqueueJob } from '@/lib/jobs/boss';
import { type Actor, actorLabel } from './actor';
import type { SignInDeps } from './sign-in';
import { systemSignIn } from './sign-in';
import { replaceRecoveryCodes, useRecoveryCode } from './store';

const CODES = 8;
/** Two return codes in a row: sixteen symbols, about 70 bits, so that a stolen table cannot be guessed backwards. */
const SYMBOLS = 16;

const hashOf = (code: string) => keyedHash(purposeKey('recovery-code'), code);

/**
 * Makes eight printed codes in place of the old ones. They are shown once and kept as keyed hashes.
 * The caller authorises (a fresh proof is needed).
 */
export async function makeRecoveryCodes(
  actor: Actor,
  memberId: string,
  deps: SignInDeps = systemSignIn,
): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, () => deps.ids.returnCode() + deps.ids.returnCode());
  await asMember(memberId, async (tx) => {
    await replaceRecoveryCodes(tx, memberId, codes.map(hashOf), deps.clock.now());
    await enqueueJob(tx, { queue: 'account.notice', data: { memberId, template: 'accountChanged' } });
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.recovery-codes-made', subject: `member:${memberId}` });
  });
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'));
}

/** @throws CODE_UNKNOWN for unknown and used codes alike · TOO_MANY */
export async function redeemRecoveryCode(
  { typed, network }: { readonly typed: string; readonly network: string },
  deps: SignInDeps = systemSignIn,
): Promise<Id<'member'>> {
  const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  // One shared bucket where networks cannot be told apart would let anyone lock everyone out; the code's 70 bits carry it.
  if (network !== 'local') await requireUnderLimit(RATE_RULES.recoveryCode, network, deps.clock);
  return asSystem('sign-in', async (tx) => {
    const memberId = code.length === SYMBOLS ? await useRecoveryCode(tx, hashOf(code), deps.clock.now()) : null;
    if (!memberId) throw new AppError('CODE_UNKNOWN', { fields: { code: 'signIn.errors.codeUnknown' } });
    const detail = { method: 'recovery' };
    await enqueueJob(tx, { queue: 'account.notice', data: { memberId, template: 'newSignIn' } });
    await recordAudit(tx, { actor: `member:${memberId}`, action: 'account.signed-in', subject: `member:${memberId}`, detail });
    return memberId;
  });
}
