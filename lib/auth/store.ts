import 'server-only';
import { instant } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { newDataKey, unwrapDataKey } from '@/lib/db/data-key';
import { open, seal, sealWith } from '@/lib/db/seal';
import { type Id, sha256, systemIds } from '@/lib/ids';
import { type Address, type AddressKind, addressIndex, addressIndexes } from './address';

export const ATTEMPTS = 5;
const CODE_PURPOSE = 'sign-in-code';
const boundTo = (id: string) => `sign_in_code:address:${id}`;

/** Through which door a code was asked; it opens no other. */
export type Door = 'member' | 'staff';

export interface NewCode {
  /** The hash of the browser's binding cookie. */
  readonly id: string;
  readonly address: Address;
  readonly codeHash: string;
  readonly shared: boolean;
  readonly door: Door;
  readonly expiresAt: Date;
}

export async function insertCode(tx: Tx, code: NewCode): Promise<void> {
  const { address, ...facts } = code;
  await tx.signInCode.create({
    data: {
      ...facts,
      addressIndex: addressIndex(address),
      kind: address.kind,
      address: new Uint8Array(seal(CODE_PURPOSE, boundTo(code.id), address.text)),
    },
  });
}

export interface PendingCode {
  readonly codeHash: string;
  readonly address: Address;
  readonly shared: boolean;
}

/**
 * Pays one attempt before the code is looked at: one statement, so that parallel guesses cannot share an attempt.
 * Null when the code is gone, too old, or its five attempts are spent.
 */
export async function payAttempt(tx: Tx, id: string, door: Door, now: Date): Promise<PendingCode | null> {
  const rows = await tx.$queryRaw<{ code_hash: string; kind: AddressKind; address: Uint8Array; shared: boolean }[]>`
    UPDATE sign_in_code SET attempts = attempts + 1 WHERE id = ${id} AND door = ${door} AND attempts < ${ATTEMPTS}
      AND expires_at > ${now}
    RETURNING code_hash, kind, address, shared`;
  const row = rows[0];
  const text = row ? open(CODE_PURPOSE, boundTo(id), row.address) : null;
  return row && text ? { codeHash: row.code_hash, shared: row.shared, address: { kind: row.kind, text } } : null;
}

/** Uses the code up. Only one of several racers gets true. */
export async function consumeCode(tx: Tx, id: string): Promise<boolean> {
  return (await tx.signInCode.deleteMany({ where: { id } })).count === 1;
}

/** The member an address belongs to, or null. Disabled and deleted accounts do not sign in. */
export async function findMemberByAddress(tx: Tx, address: Address): Promise<Id<'member'> | null> {
  const row = await tx.memberAddress.findFirst({ where: { addressIndex: { in: [...addressIndexes(address)] } } });
  if (!row) return null;
  const member = await tx.member.findFirst({ where: { id: row.memberId, status: { in: ['active', 'closing'] } } });
  return member ? (member.id as Id<'member'>) : null;
}

/** True when an address belongs to an account that may not sign in. */
export async function isAddressBarred(tx: Tx, address: Address): Promise<boolean> {
  const row = await tx.memberAddress.findFirst({ where: { addressIndex: { in: [...addressIndexes(address)] } } });
  return row !== null && (await findMemberByAddress(tx, address)) === null;
}

/** Opens an account for a proved address, with a data key of its own. */
export async function insertMember(tx: Tx, address: Address | null, locale: string, now: Date): Promise<Id<'member'>> {
  const id = systemIds.uuid<'member'>();
  const { key, wrapped, root, ringId } = await newDataKey(id);
  await tx.member.createMany({
    data: [{ id, locale, wrappedKey: wrapped, keyRoot: root, ringId, createdAt: now, updatedAt: now }],
  });
  if (address) await insertAddress(tx, { memberId: id, key, address, now });
  return id;
}

export async function insertAddress(
  tx: Tx,
  { memberId, key, address, now }: { memberId: string; key: Buffer; address: Address; now: Date },
): Promise<void> {
  const id = systemIds.uuid<'member_address'>();
  const sealed = new Uint8Array(sealWith(key, `member_address:address:${id}`, address.text));
  await tx.memberAddress.createMany({
    data: [{ id, memberId, kind: address.kind, addressIndex: addressIndex(address), address: sealed, verifiedAt: now }],
  });
}

/** The member's data key, or null when it was destroyed. */
export async function findDataKey(tx: Tx, memberId: string): Promise<Buffer | null> {
  const row = await tx.member.findUnique({ where: { id: memberId }, select: { id: true, wrappedKey: true, ringId: true } });
  return row && unwrapDataKey(row);
}

export async function replaceRecoveryCodes(tx: Tx, memberId: string, hashes: readonly string[], now: Date): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { memberId } });
  await tx.recoveryCode.createMany({ data: hashes.map((codeHash) => ({ codeHash, memberId, createdAt: now })) });
}

/** Uses a printed code. Null for unknown and used ones; only one of several racers gets the member. */
export async function useRecoveryCode(tx: Tx, codeHash: string, now: Date): Promise<Id<'member'> | null> {
  const rows = await tx.$queryRaw<{ member_id: Id<'member'> }[]>`
    UPDATE recovery_code r SET used_at = ${now} WHERE code_hash = ${codeHash} AND used_at IS NULL
      AND EXISTS (SELECT 1 FROM member m WHERE m.id = r.member_id AND m.status IN ('active', 'closing'))
    RETURNING member_id`;
  return rows[0]?.member_id ?? null;
}

/** Removes codes, challenges and sessions that are over. @returns rows removed */
export async function deleteOver(tx: Tx, now: Date): Promise<number> {
  const where = { where: { expiresAt: { lte: now } } };
  const counts = [
    await tx.signInCode.deleteMany(where),
    await tx.passkeyChallenge.deleteMany(where),
    await tx.memberSession.deleteMany(where),
    await tx.staffSession.deleteMany(where),
  ];
  return counts.reduce((sum, { count }) => sum + count, 0);
}

export const hashOfBinding = (token: string) => sha256(`sign-in|${token}`);
export const later = (at: Date, ms: number) => instant(at.getTime() + ms);
