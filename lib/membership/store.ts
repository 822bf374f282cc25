import 'server-only';
import type { DelegateRelation } from '@/lib/auth/actor';
import { type Address, addressIndexes } from '@/lib/auth/address';
import { findDataKey } from '@/lib/auth/store';
import type { Tx } from '@/lib/db/client';
import { unwrapDataKey, wrapDataKey } from '@/lib/db/data-key';
import { destroySecrets } from '@/lib/db/keyring';
import { sealsInRing } from '@/lib/db/ring-seal';
import { openWith, rootName, sealWith } from '@/lib/db/seal';
import { systemIds } from '@/lib/ids';
import { type AccountView, type DelegationId, type DelegationView, type MemberId, type Profile, ProfileSchema } from './model';
import { listAuthorities, viewOf } from './store-authority';

const profileBound = (id: string) => `member:profile:${id}`;
const addressBound = (id: string) => `member_address:address:${id}`;

function openProfile(id: string, key: Buffer | null, sealed: Uint8Array | null): Profile {
  const plain = key && sealed ? openWith(key, profileBound(id), sealed) : null;
  const parsed = ProfileSchema.safeParse(plain ? JSON.parse(plain.toString('utf8')) : {});
  return parsed.success ? parsed.data : ProfileSchema.parse({});
}

/** The account with its opened profile and addresses, or null when it is gone. */
export async function findAccount(tx: Tx, memberId: string): Promise<AccountView | null> {
  const row = await tx.member.findUnique({ where: { id: memberId } });
  const key = row && (await unwrapDataKey(row));
  if (!row || !key || (row.status !== 'active' && row.status !== 'closing')) return null;
  const addresses = await tx.memberAddress.findMany({ where: { memberId }, orderBy: { verifiedAt: 'asc' } });
  return {
    id: row.id as MemberId,
    status: row.status,
    locale: row.locale as 'en' | 'es',
    profile: openProfile(row.id, key, row.profile),
    addresses: addresses.flatMap((address) => {
      const plain = openWith(key, addressBound(address.id), address.address);
      return plain ? [{ kind: address.kind as 'email' | 'phone', text: plain.toString('utf8') }] : [];
    }),
    closesAt: row.closesAt,
    createdAt: row.createdAt,
  };
}

/** True when the account is there and only its key does not open: its secret or the root key is lost, not destroyed. */
export async function isUnreadable(tx: Tx, memberId: string): Promise<boolean> {
  const where = { id: memberId, status: { in: ['active', 'closing'] }, NOT: { wrappedKey: null } };
  return (await tx.member.count({ where })) > 0;
}

export async function updateProfile(tx: Tx, memberId: string, profile: Profile, now: Date): Promise<void> {
  const key = await findDataKey(tx, memberId);
  if (!key) throw new Error('An account without its key');
  const sealed = new Uint8Array(sealWith(key, profileBound(memberId), JSON.stringify(profile)));
  await tx.member.updateMany({ where: { id: memberId }, data: { profile: sealed, updatedAt: now, version: { increment: 1 } } });
}

export async function updateLocale(tx: Tx, memberId: string, locale: string, now: Date): Promise<void> {
  await tx.member.updateMany({ where: { id: memberId }, data: { locale, updatedAt: now } });
}

export async function markClosing(tx: Tx, memberId: string, closesAt: Date, now: Date): Promise<void> {
  const where = { id: memberId, status: { in: ['active', 'closing'] } };
  await tx.member.updateMany({ where, data: { status: 'closing', closesAt, updatedAt: now } });
}

/** False when it is too late, or there is nothing to take back. */
export async function markKept(tx: Tx, memberId: string, now: Date): Promise<boolean> {
  const where = { id: memberId, status: 'closing' };
  return (await tx.member.updateMany({ where, data: { status: 'active', closesAt: null, updatedAt: now } })).count === 1;
}

/** The point of no return: nobody signs in or takes it back from here on, and nothing is destroyed yet. */
export async function markErasing(tx: Tx, memberId: string, now: Date): Promise<void> {
  const where = { id: memberId, status: 'closing', closesAt: { lte: now } };
  const { count } = await tx.member.updateMany({ where, data: { status: 'erasing', updatedAt: now } });
  if (count > 0) await tx.memberSession.deleteMany({ where: { memberId } });
}

/** Keeps the row of an account that is being erased for this transaction. False when another has finished it. */
export async function lockErasing(tx: Tx, memberId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM member WHERE id = ${memberId}::uuid AND status = 'erasing' FOR UPDATE`;
  return rows.length === 1;
}

export async function listDueToClose(tx: Tx, now: Date): Promise<readonly string[]> {
  const rows = await tx.member.findMany({
    // Those whose erasure was begun and cut off too.
    where: { OR: [{ status: 'closing', closesAt: { lte: now } }, { status: 'erasing' }] },
    select: { id: true },
    take: 200,
  });
  return rows.map((row) => row.id);
}

/**
 * Destroys the member's secret and every row that needs it. What was sealed is unreadable from here on, in old backups
 * too. The bare member row stays, so that the audit trail still names somebody. The secret goes before anything can say
 * that it is gone: cut off in between, the account is being erased still, and the next run finishes.
 */
export async function destroyMember(tx: Tx, memberId: string, now: Date): Promise<void> {
  await destroySecrets([`member:${memberId}`]);
  const where = { where: { memberId } };
  await tx.memberAddress.deleteMany(where);
  await tx.memberSession.deleteMany(where);
  await tx.passkey.deleteMany(where);
  await tx.recoveryCode.deleteMany(where);
  await tx.providerChoice.deleteMany(where);
  await tx.consent.deleteMany(where);
  await tx.notification.deleteMany(where);
  await tx.delegation.updateMany({
    where: { OR: [{ memberId }, { delegateId: memberId }], status: { in: ['invited', 'active'] } },
    data: { status: 'ended', endedAt: now, inviteIndex: null },
  });
  await tx.authority.updateMany({
    where: { OR: [{ memberId }, { delegateId: memberId }], status: { in: ['waiting', 'accepted'] } },
    data: { status: 'ended', endedAt: now },
  });
  const data = { status: 'closed', wrappedKey: null, keyRoot: null, ringId: null, profile: null, closesAt: null, updatedAt: now };
  await tx.member.updateMany({ where: { id: memberId }, data });
}

/** Members whose key is wrapped by another root key than the one in force, or by no secret of the ring, at most `limit`. */
export async function listToRewrap(tx: Tx, limit: number): Promise<readonly string[]> {
  const outside = sealsInRing() ? [{ ringId: null }] : [];
  const where = { OR: [{ keyRoot: { not: rootName() } }, ...outside], NOT: { wrappedKey: null } };
  return (await tx.member.findMany({ where, select: { id: true }, take: limit })).map((row) => row.id);
}

/** Wraps a member's key by the root key in force and their secret of the ring, and renews the look-up keys of their addresses. */
export async function rewrapMember(tx: Tx, memberId: string): Promise<boolean> {
  // Locked: a deletion that runs at the same time must come before or after as a whole.
  await tx.$executeRaw`SELECT 1 FROM member WHERE id = ${memberId}::uuid FOR UPDATE`;
  const key = await findDataKey(tx, memberId);
  if (!key) return false;
  const { wrapped, root, ringId } = await wrapDataKey(memberId, key);
  await tx.member.updateMany({ where: { id: memberId }, data: { wrappedKey: wrapped, keyRoot: root, ringId } });
  for (const row of await tx.memberAddress.findMany({ where: { memberId } })) {
    const plain = openWith(key, addressBound(row.id), row.address)?.toString('utf8');
    if (!plain) continue;
    const [index] = addressIndexes({ kind: row.kind as 'email' | 'phone', text: plain });
    if (index) await tx.memberAddress.updateMany({ where: { id: row.id }, data: { addressIndex: index } });
  }
  return true;
}

type DelegationRow = NonNullable<Awaited<ReturnType<Tx['delegation']['findFirst']>>>;

async function toDelegations(tx: Tx, rows: readonly DelegationRow[], now: Date): Promise<readonly DelegationView[]> {
  const ids = rows.map(({ id }) => id);
  const { newest, held } = await listAuthorities(tx, ids, now);
  return rows.map((row) => ({
    id: row.id as DelegationId,
    relation: row.relation as DelegateRelation,
    status: row.status as DelegationView['status'],
    memberId: row.memberId,
    firstName: null,
    since: row.decidedAt ?? row.createdAt,
    authority: viewOf(newest.get(row.id)),
    checked: held.has(row.id),
  }));
}

/** Adds first names. Needs the system scope: their profiles are other members' rows. */
const withNames = (tx: Tx, people: readonly DelegationView[]): Promise<readonly DelegationView[]> =>
  Promise.all(
    people.map(async (each) => ({ ...each, firstName: (await findAccount(tx, each.memberId))?.profile.firstName ?? null })),
  );

/** Those who may act for a member, or were invited to. */
export async function listDelegates(tx: Tx, memberId: string, now: Date): Promise<readonly DelegationView[]> {
  const where = { memberId, status: { in: ['invited', 'active'] } };
  return toDelegations(tx, await tx.delegation.findMany({ where, orderBy: { createdAt: 'asc' } }), now);
}

/** Those a member may act for, with first names. */
export async function listActedFor(tx: Tx, delegateId: string, now: Date): Promise<readonly DelegationView[]> {
  const rows = await tx.delegation.findMany({ where: { delegateId, status: 'active' }, orderBy: { createdAt: 'asc' } });
  return withNames(tx, await toDelegations(tx, rows, now));
}

/** Invitations that wait for one of these addresses. */
export async function listInvitations(tx: Tx, addresses: readonly Address[], now: Date): Promise<readonly DelegationView[]> {
  const indexes = addresses.flatMap((address) => addressIndexes(address));
  const rows = await tx.delegation.findMany({ where: { inviteIndex: { in: indexes }, status: 'invited' } });
  return withNames(tx, await toDelegations(tx, rows, now));
}

/** A relation in force, as the one who acts has it. */
export async function findDelegation(tx: Tx, id: string, delegateId: string) {
  const row = await tx.delegation.findFirst({ where: { id, delegateId, status: 'active' } });
  return row && { memberId: row.memberId, relation: row.relation as DelegateRelation };
}

export async function insertDelegation(
  tx: Tx,
  row: { memberId: string; delegateId: string | null; relation: DelegateRelation; inviteIndex: string | null; now: Date },
): Promise<DelegationId> {
  const id = systemIds.uuid<'delegation'>();
  const { now, ...facts } = row;
  const active = row.delegateId !== null;
  const data = {
    id,
    ...facts,
    status: active ? 'active' : 'invited',
    createdAt: now,
    decidedAt: active ? now : null,
    toldAt: now,
  };
  await tx.delegation.createMany({ data: [data] });
  return id;
}

/** Answers an invitation once. @returns whose it was, or null when it is gone or answered */
export async function answerInvitation(
  tx: Tx,
  id: string,
  { delegateId, addresses, accept, now }: { delegateId: string; addresses: readonly Address[]; accept: boolean; now: Date },
): Promise<string | null> {
  const indexes = addresses.flatMap((address) => addressIndexes(address));
  const row = await tx.delegation.findFirst({ where: { id, status: 'invited', inviteIndex: { in: indexes } } });
  if (!row || row.memberId === delegateId) return null;
  const data = accept
    ? { status: 'active', delegateId, inviteIndex: null, decidedAt: now }
    : { status: 'declined', inviteIndex: null, decidedAt: now };
  const { count } = await tx.delegation.updateMany({ where: { id, status: 'invited' }, data });
  return count === 1 ? row.memberId : null;
}

/** Takes leave away, from either side; the next request of the other already has none. */
export async function endDelegation(tx: Tx, id: string, now: Date): Promise<boolean> {
  const where = { id, status: { in: ['invited', 'active'] } };
  const data = { status: 'ended', endedAt: now, inviteIndex: null };
  return (await tx.delegation.updateMany({ where, data })).count === 1;
}

interface AuditRow {
  at: Date;
  actor: string;
  action: string;
  subject: string;
}

/** What the audit trail says about one member's rows, newest first. */
export async function listHistory(tx: Tx, memberId: string, since: Date, until: Date): Promise<readonly AuditRow[]> {
  return tx.$queryRaw<AuditRow[]>`
    SELECT "at", "actor", "action", "subject" FROM audit_of_member(${memberId}::uuid, ${since}, ${until})`;
}
