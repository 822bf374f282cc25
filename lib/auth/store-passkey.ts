import 'server-only';
import type { Tx } from '@/lib/db/client';
import { type Id, sha256 } from '@/lib/ids';

export interface Challenge {
  readonly value: string;
  /** Who adds a passkey; null when somebody signs in. */
  readonly memberId: string | null;
  /** Who of the staff adds or shows one. */
  readonly staffId: string | null;
  readonly shared: boolean;
}

const hashOf = (token: string) => sha256(`passkey|${token}`);

export async function insertChallenge(tx: Tx, token: string, challenge: Challenge, expiresAt: Date): Promise<void> {
  await tx.passkeyChallenge.createMany({ data: [{ id: hashOf(token), ...challenge, expiresAt }] });
}

interface ChallengeRow {
  value: string;
  member_id: string | null;
  staff_id: string | null;
  shared: boolean;
  expires_at: Date;
}

/** Uses a challenge up: the answer to it is looked at once, right or wrong. */
export async function takeChallenge(tx: Tx, token: string, now: Date): Promise<Challenge | null> {
  const rows = await tx.$queryRaw<ChallengeRow[]>`
    DELETE FROM passkey_challenge WHERE id = ${hashOf(token)} RETURNING value, member_id, staff_id, shared, expires_at`;
  const row = rows[0];
  if (!row || row.expires_at <= now) return null;
  return { value: row.value, memberId: row.member_id, staffId: row.staff_id, shared: row.shared };
}

export interface PasskeyRow {
  readonly id: string;
  readonly memberId: Id<'member'>;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
}

export async function insertPasskey(
  tx: Tx,
  { counter, transports, ...key }: PasskeyRow & { readonly transports: readonly string[] },
  now: Date,
): Promise<void> {
  await tx.passkey.createMany({
    data: [{ ...key, counter: BigInt(counter), transports: [...transports], createdAt: now }],
    skipDuplicates: true,
  });
}

/** A passkey whose account may sign in, or null. */
export async function findPasskey(tx: Tx, id: string): Promise<PasskeyRow | null> {
  const row = await tx.passkey.findUnique({ where: { id } });
  const member = row && (await tx.member.findFirst({ where: { id: row.memberId, status: { in: ['active', 'closing'] } } }));
  if (!row || !member) return null;
  const publicKey = new Uint8Array(row.publicKey);
  return { id: row.id, memberId: row.memberId as Id<'member'>, publicKey, counter: Number(row.counter) };
}

export async function markPasskeyUsed(tx: Tx, id: string, counter: number, now: Date): Promise<void> {
  await tx.passkey.updateMany({ where: { id }, data: { counter: BigInt(counter), lastUsedAt: now } });
}

/** A passkey as its owner sees it. */
export interface PasskeyView {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

export async function listPasskeys(tx: Tx, memberId: string): Promise<readonly PasskeyView[]> {
  const select = { id: true, createdAt: true, lastUsedAt: true };
  return tx.passkey.findMany({ where: { memberId }, select, orderBy: { createdAt: 'asc' } });
}

export async function deletePasskey(tx: Tx, memberId: string, id: string): Promise<boolean> {
  return (await tx.passkey.deleteMany({ where: { id, memberId } })).count === 1;
}
