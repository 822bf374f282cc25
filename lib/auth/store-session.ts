import 'server-only';
import type { Tx } from '@/lib/db/client';
import { type Id, sha256, systemIds } from '@/lib/ids';
import { later } from './store';

/** Limits kept in the database, where no cookie can stretch them (45 CFR 164.312(a)(2)(iii); NIST SP 800-63B-4 AAL2). */
export const IDLE_MS = 15 * 60_000;
export const IDLE_SHARED_MS = 10 * 60_000;
export const ABSOLUTE_MS = 12 * 3_600_000;
/** How often "last seen" is written: reads must not each become a write. */
export const TOUCH_MS = 60_000;
/** Sessions of one account at the same time; the next one ends the oldest (ASVS 7.1.2). */
export const MAX_SESSIONS = 5;

export type SignInMethod = 'code' | 'passkey' | 'recovery';

export interface SessionRow {
  readonly id: string;
  readonly memberId: Id<'member'>;
  readonly method: SignInMethod;
  readonly shared: boolean;
  readonly actingFor: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

const hashOf = (token: string) => sha256(`session|${token}`);

/** Replaces the browser's session by a new one in one transaction: a token known before sign-in is worth nothing after. */
export async function insertSession(
  tx: Tx,
  session: { token: string; oldToken: string | null; memberId: string; method: SignInMethod; shared: boolean; now: Date },
): Promise<void> {
  const { token, oldToken, memberId, method, shared, now } = session;
  if (oldToken) await tx.memberSession.deleteMany({ where: { tokenHash: hashOf(oldToken) } });
  await tx.memberSession.createMany({
    data: [
      {
        id: systemIds.uuid<'member_session'>(),
        tokenHash: hashOf(token),
        memberId,
        method,
        shared,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: later(now, ABSOLUTE_MS),
      },
    ],
  });
}

/** Ends the oldest sessions of an account beyond `MAX_SESSIONS`. */
export async function endOldestSessions(tx: Tx, memberId: string): Promise<void> {
  // One sign-in of an account at a time, or two at once would each count without the other.
  await tx.$queryRaw`SELECT 1 FROM member WHERE id = ${memberId}::uuid FOR UPDATE`;
  await tx.$executeRaw`DELETE FROM member_session WHERE id IN (SELECT id FROM member_session
    WHERE member_id = ${memberId}::uuid ORDER BY created_at DESC, id DESC OFFSET ${MAX_SESSIONS})`;
}

/** The session of a token if it is within all limits and its account may sign in; over-age ones are deleted. */
export async function findLiveSession(tx: Tx, token: string, now: Date): Promise<SessionRow | null> {
  const row = await tx.memberSession.findUnique({ where: { tokenHash: hashOf(token) } });
  if (!row) return null;
  const idle = now.getTime() - row.lastSeenAt.getTime();
  const over = row.expiresAt <= now || idle > (row.shared ? IDLE_SHARED_MS : IDLE_MS);
  const member = over ? null : await tx.member.findFirst({ where: { id: row.memberId, status: { in: ['active', 'closing'] } } });
  if (!member) {
    await tx.memberSession.deleteMany({ where: { id: row.id } });
    return null;
  }
  if (idle > TOUCH_MS) await tx.memberSession.updateMany({ where: { id: row.id }, data: { lastSeenAt: now } });
  const { reveal: _once, ...facts } = row;
  return { ...facts, memberId: row.memberId as Id<'member'>, method: row.method as SignInMethod };
}

export async function deleteSession(tx: Tx, token: string): Promise<void> {
  await tx.memberSession.deleteMany({ where: { tokenHash: hashOf(token) } });
}

/** A session as its owner sees it. */
export type SessionView = Pick<SessionRow, 'id' | 'method' | 'createdAt' | 'lastSeenAt'>;

/** Sessions of a member that are within their limits, the last used first. */
export async function listSessions(tx: Tx, memberId: string, now: Date): Promise<readonly SessionView[]> {
  const alive = { expiresAt: { gt: now }, lastSeenAt: { gte: later(now, -IDLE_MS) } };
  const select = { id: true, method: true, createdAt: true, lastSeenAt: true };
  const rows = await tx.memberSession.findMany({ where: { memberId, ...alive }, select, orderBy: { lastSeenAt: 'desc' } });
  return rows.map((row) => ({ ...row, method: row.method as SignInMethod }));
}

/** Ends sessions of a member: the one named, or all but the one kept. @returns how many */
export async function deleteSessionsBut(
  tx: Tx,
  memberId: string,
  which: { readonly only: string } | { readonly keep: string },
): Promise<number> {
  const id = 'only' in which ? which.only : { not: which.keep };
  return (await tx.memberSession.deleteMany({ where: { memberId, id } })).count;
}

/** Ends every session of a member, in all browsers. @returns how many */
export async function deleteSessionsOf(tx: Tx, memberId: string): Promise<number> {
  return (await tx.memberSession.deleteMany({ where: { memberId } })).count;
}

/** Ends every session of every member. @returns how many */
export async function deleteAllSessions(tx: Tx): Promise<number> {
  return (await tx.memberSession.deleteMany()).count;
}

export async function updateActingFor(tx: Tx, sessionId: string, memberId: string | null): Promise<void> {
  await tx.memberSession.updateMany({ where: { id: sessionId }, data: { actingFor: memberId } });
}
