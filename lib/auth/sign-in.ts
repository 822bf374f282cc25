import 'server-only';
import { randomInt, timingSafeEqual } from 'node:crypto';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Clock, systemClock } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { asSystem } from '@/lib/db/scope';
import { purposeKey } from '@/lib/db/seal';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import type { Locale } from '@/lib/i18n/locale';
import { type Id, type Ids, keyedHash, systemIds } from '@/lib/ids';
import { enqueueNotification } from '@/lib/notifications/commands';
import { type Address, addressIndex } from './address';
import {
  consumeCode,
  type Door,
  deleteOver,
  findMemberByAddress,
  hashOfBinding,
  insertCode,
  insertMember,
  isAddressBarred,
  later,
  type PendingCode,
  payAttempt,
} from './store';
import { findStaffByAddress } from './store-staff';

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
  /** Members unless told otherwise. */
  readonly door?: Door;
}

/**
 * Sends a code to an address and returns the token that binds it to the asking browser. The same work is done whether
 * or not the address has an account, so neither answer nor time tells which (the account is opened when the code comes
 * back).
 * @throws TOO_MANY by address, network or in all
 */
export async function askForCode(input: AskInput, deps: SignInDeps = systemSignIn): Promise<string> {
  const { address, locale, shared, network, door = 'member' } = input;
  await requireUnderLimit(RATE_RULES.codeForAddress, addressIndex(address), deps.clock);
  if (network !== 'local') await requireUnderLimit(RATE_RULES.codeForNetwork, network, deps.clock);
  await requireUnderLimit(RATE_RULES.signInGlobal, 'ask', deps.clock);
  const binding = deps.ids.token(32);
  const id = hashOfBinding(binding);
  const code = String(randomInt(0, 10 ** DIGITS)).padStart(DIGITS, '0');
  const now = deps.clock.now();
  const expiresAt = later(now, CODE_MS);
  await asSystem('sign-in', async (tx) => {
    await insertCode(tx, { id, address, codeHash: codeHash(code, id), shared, door, expiresAt });
    const to = { channel: address.kind === 'email' ? 'email' : 'sms', address: address.text, locale } as const;
    // Nobody outside the staff list gets mail from the staff door: theirs is written, too late to be sent. Same work.
    const listed = (await findStaffByAddress(tx, address)) !== null;
    const sendUntil = door === 'member' || listed ? expiresAt : now;
    await enqueueNotification(tx, { template: 'signInCode', to, params: { code }, expiresAt: sendUntil }, deps);
  });
  return binding;
}

export interface SignedIn {
  readonly memberId: Id<'member'>;
  readonly shared: boolean;
  /** The account was opened by this sign-in. */
  readonly fresh: boolean;
}

interface Redemption {
  readonly binding: string | undefined;
  readonly typed: string;
}
const unknownCode = () => new AppError('CODE_UNKNOWN', { fields: { code: 'signIn.errors.codeUnknown' } });

/** Whom it was for stands as part of a keyed hash: attacks on one address can be counted and nobody can read it. */
function recordWrongCode(tx: Tx, door: Door, { address }: PendingCode): Promise<void> {
  const detail = { door, method: 'code', address: addressIndex(address).slice(0, 16) };
  return recordAudit(tx, { actor: 'visitor', action: 'account.sign-in-refused', detail });
}

/**
 * Pays an attempt, compares, and uses the code up while `enter` finds out who it is for; null from it is a wrong code.
 * @throws CODE_UNKNOWN for a wrong, used, expired or over-tried code, another browser, another door and nobody alike
 */
export async function redeemAt<T>(
  door: Door,
  { binding, typed }: Redemption,
  enter: (tx: Tx, pending: PendingCode, now: Date) => Promise<T | null>,
  deps: SignInDeps = systemSignIn,
): Promise<T> {
  const id = hashOfBinding(binding ?? '');
  const now = deps.clock.now();
  // Its own transaction: the attempt stays paid whatever happens next.
  const pending = await asSystem('sign-in', (tx) => payAttempt(tx, id, door, now));
  const wanted = Buffer.from(pending?.codeHash ?? codeHash('none', id));
  const given = Buffer.from(codeHash(typed.replace(/\D/g, ''), id));
  const right = timingSafeEqual(wanted, given);
  // At most five rows a code: tries beyond, or in another browser, stand in the log alone, or anybody could fill the trail.
  if (pending && !right) await asSystem('sign-in', (tx) => recordWrongCode(tx, door, pending));
  if (!pending || !right) throw unknownCode();
  return asSystem('sign-in', async (tx) => {
    const entered = (await consumeCode(tx, id)) ? await enter(tx, pending, now) : null;
    if (entered === null) throw unknownCode();
    return entered;
  });
}

/** Redeems a member's code; opens an account for an address seen for the first time. @throws as `redeemAt` */
export function redeemCode(
  { locale, ...redemption }: Redemption & { readonly locale: Locale },
  deps: SignInDeps = systemSignIn,
): Promise<SignedIn> {
  const enter = async (tx: Tx, { address, shared }: PendingCode, now: Date): Promise<SignedIn | null> => {
    if (await isAddressBarred(tx, address)) return null;
    const known = await findMemberByAddress(tx, address);
    const memberId = known ?? (await insertMember(tx, address, locale, now));
    const action = known ? 'account.signed-in' : 'account.opened';
    await recordAudit(tx, { actor: `member:${memberId}`, action, subject: `member:${memberId}`, detail: { method: 'code' } });
    return { memberId, shared, fresh: known === null };
  };
  return redeemAt('member', redemption, enter, deps);
}

/** Removes codes, challenges and sessions that are over; run by an hourly job. @returns rows removed */
export function purgeSignIns(deps: SignInDeps = systemSignIn): Promise<number> {
  return asSystem('sign-in', (tx) => deleteOver(tx, deps.clock.now()));
}
