import 'server-only';
import { randomInt, timingSafeEqual } from 'node:crypto';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Clock, systemClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { purposeKey } from '@/lib/db/seal';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import type { Locale } from '@/lib/i18n/locale';
import { type Id, type Ids, keyedHash, systemIds } from '@/lib/ids';
import { enqueueNotification } from '@/lib/notifications/commands';
import { type Address, addressIndex } from './address';
import {
  consumeCode,
  deleteOver,
  findMemberByAddress,
  hashOfBinding,
  insertCode,
  insertMember,
  isAddressBarred,
  later,
  payAttempt,
} from './store';

export const CODE_MS = 10 * 60_000;
const DIGITS = 8;

export interface SignInDeps {
  readonly clock: Clock;
  readonly ids: Ids;
}
export const systemSignIn: SignInDeps = { clock: systemClock, ids: systemIds };

const codeHash = (code: string, id: string) => keyedHash(purposeKey('sign-in-code'), `${id}|${code}`);

export interface AskInput {
  readonly address: Address;
  readonly locale: Locale;
  /** A computer others use too. */
  readonly shared: boolean;
  readonly network: string;
}

/**
 * Sends a code to an address and returns the token that binds it to the asking browser. The same work is done whether
 * or not the address has an account, so neither answer nor time tells which (the account is opened when the code comes
 * back).
 * @throws TOO_MANY by address, network or in all
 */
export async function askForCode(input: AskInput, deps: SignInDeps = systemSignIn): Promise<string> {
  const { address, locale, shared, network } = input;
  await requireUnderLimit(RATE_RULES.codeForAddress, addressIndex(address), deps.clock);
  if (network !== 'local') await requireUnderLimit(RATE_RULES.codeForNetwork, network, deps.clock);
  await requireUnderLimit(RATE_RULES.signInGlobal, 'ask', deps.clock);
  const binding = deps.ids.token(32);
  const id = hashOfBinding(binding);
  const code = String(randomInt(0, 10 ** DIGITS)).padStart(DIGITS, '0');
  const expiresAt = later(deps.clock.now(), CODE_MS);
  await asSystem('sign-in', async (tx) => {
    await insertCode(tx, { id, address, codeHash: codeHash(code, id), shared, expiresAt });
    const to = { channel: address.kind === 'email' ? 'email' : 'sms', address: address.text, locale } as const;
    await enqueueNotification(tx, { template: 'signInCode', to, params: { code }, expiresAt }, deps);
  });
  return binding;
}

export interface SignedIn {
  readonly memberId: Id<'member'>;
  readonly shared: boolean;
  /** The account was opened by this sign-in. */
  readonly fresh: boolean;
}

/**
 * Redeems a code in the browser that asked for it; opens an account for an address seen for the first time.
 * @throws CODE_UNKNOWN for a wrong, used, expired or over-tried code, another browser and a barred account alike
 */
export async function redeemCode(
  { binding, typed, locale }: { binding: string | undefined; typed: string; locale: Locale },
  deps: SignInDeps = systemSignIn,
): Promise<SignedIn> {
  const unknown = () => new AppError('CODE_UNKNOWN', { fields: { code: 'signIn.errors.codeUnknown' } });
  const id = hashOfBinding(binding ?? '');
  const now = deps.clock.now();
  // Its own transaction: the attempt stays paid whatever happens next.
  const pending = await asSystem('sign-in', (tx) => payAttempt(tx, id, now));
  const wanted = Buffer.from(pending?.codeHash ?? codeHash('none', id));
  const given = Buffer.from(codeHash(typed.replace(/\D/g, ''), id));
  if (!pending || !timingSafeEqual(wanted, given)) throw unknown();
  return asSystem('sign-in', async (tx) => {
    if (!(await consumeCode(tx, id)) || (await isAddressBarred(tx, pending.address))) throw unknown();
    const known = await findMemberByAddress(tx, pending.address);
    const memberId = known ?? (await insertMember(tx, pending.address, locale, now));
    const action = known ? 'account.signed-in' : 'account.opened';
    await recordAudit(tx, { actor: `member:${memberId}`, action, subject: `member:${memberId}`, detail: { method: 'code' } });
    return { memberId, shared: pending.shared, fresh: known === null };
  });
}

/** Removes codes, challenges and sessions that are over; run by an hourly job. @returns rows removed */
export function purgeSignIns(deps: SignInDeps = systemSignIn): Promise<number> {
  return asSystem('sign-in', (tx) => deleteOver(tx, deps.clock.now()));
}
