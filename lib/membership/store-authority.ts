import 'server-only';
import { instant, type PlainDateString, plainDateAt } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { AuthorityBasis, AuthorityId, AuthorityView, PaperSeen, Refusal } from './model-authority';
import type { AuthorityEnd } from './rules-authority';

export interface AuthorityRow extends AuthorityView {
  readonly id: AuthorityId;
  readonly delegationId: string;
  readonly memberId: string;
  readonly delegateId: string;
}

type Stored = NonNullable<Awaited<ReturnType<Tx['authority']['findFirst']>>>;

/** Dates of the database are midnights in UTC. */
const dayOf = (at: Date | null) => (at ? (at.toISOString().slice(0, 10) as PlainDateString) : null);
const midnight = (day: PlainDateString) => instant(`${day}T00:00:00Z`);

function toRow(row: Stored, now: Date): AuthorityRow {
  const endsOn = dayOf(row.endsOn);
  const over = row.status === 'accepted' && endsOn !== null && endsOn <= plainDateAt(now, PLAN_ZONE);
  return {
    id: row.id as AuthorityId,
    delegationId: row.delegationId,
    memberId: row.memberId,
    delegateId: row.delegateId,
    basis: row.basis as AuthorityBasis,
    status: over ? 'ended' : (row.status as AuthorityView['status']),
    reference: row.reference,
    dueAt: row.dueAt,
    decidedAt: row.decidedAt,
    paper: row.paper as AuthorityView['paper'],
    paperDated: dayOf(row.paperDated),
    endsOn,
    refusal: row.refusal as Refusal | null,
  };
}

/** What people see of a row: no ids of the other side. */
export function viewOf(row: AuthorityRow | undefined): AuthorityView | null {
  if (!row) return null;
  const { id: _id, delegationId: _delegation, memberId: _member, delegateId: _delegate, ...view } = row;
  return view;
}

/** The newest request of each relation, and which of them holds now; while papers are renewed these are two. */
export async function listAuthorities(
  tx: Tx,
  delegationIds: readonly string[],
  now: Date,
): Promise<{ readonly newest: ReadonlyMap<string, AuthorityRow>; readonly held: ReadonlyMap<string, AuthorityRow> }> {
  const where = { delegationId: { in: [...delegationIds] } };
  const rows = (await tx.authority.findMany({ where, orderBy: { askedAt: 'asc' } })).map((row) => toRow(row, now));
  const byRelation = (list: readonly AuthorityRow[]) => new Map(list.map((row) => [row.delegationId, row]));
  return { newest: byRelation(rows), held: byRelation(rows.filter(({ status }) => status === 'accepted')) };
}

export async function insertAuthority(
  tx: Tx,
  row: Pick<AuthorityRow, 'id' | 'delegationId' | 'memberId' | 'delegateId' | 'basis' | 'reference' | 'dueAt'> & {
    askedAt: Date;
  },
): Promise<boolean> {
  const { count } = await tx.authority.createMany({ data: [{ ...row, status: 'waiting' }], skipDuplicates: true });
  return count === 1;
}

/** The request behind a reference, whatever became of it. */
export async function findAuthority(tx: Tx, reference: string, now: Date): Promise<AuthorityRow | null> {
  const row = await tx.authority.findUnique({ where: { reference } });
  return row ? toRow(row, now) : null;
}

/** Opens the wider rights once. What held before for the same relation is replaced. @returns false when it does not wait */
export async function acceptAuthority(
  tx: Tx,
  { id, delegationId }: Pick<AuthorityRow, 'id' | 'delegationId'>,
  seen: { readonly paper: PaperSeen['paper']; readonly paperDated: PlainDateString; readonly end: AuthorityEnd },
  by: { readonly staffId: string; readonly now: Date },
): Promise<boolean> {
  const { paper, paperDated, end } = seen;
  await tx.authority.updateMany({
    where: { delegationId, status: 'accepted' },
    data: { status: 'ended', endedAt: by.now },
  });
  const data = {
    status: 'accepted',
    paper,
    paperDated: midnight(paperDated),
    endsOn: end.endsOn && midnight(end.endsOn),
    endsAtMajority: end.atMajority,
    decidedAt: by.now,
    decidedBy: by.staffId,
  };
  return (await tx.authority.updateMany({ where: { id, status: 'waiting' }, data })).count === 1;
}

/** @returns false when it does not wait */
export async function refuseAuthority(
  tx: Tx,
  id: string,
  refusal: Refusal,
  by: { readonly staffId: string; readonly now: Date },
): Promise<boolean> {
  const data = { status: 'refused', refusal, decidedAt: by.now, decidedBy: by.staffId };
  return (await tx.authority.updateMany({ where: { id, status: 'waiting' }, data })).count === 1;
}

/** Ends what waits or holds of a relation. @returns references of what waited */
export async function endAuthorities(tx: Tx, delegationId: string, now: Date): Promise<readonly string[]> {
  const waiting = await tx.authority.findMany({ where: { delegationId, status: 'waiting' }, select: { id: true } });
  const where = { delegationId, status: { in: ['waiting', 'accepted'] } };
  await tx.authority.updateMany({ where, data: { status: 'ended', endedAt: now } });
  return waiting.map(({ id }) => id);
}

/** What no longer holds on `today` and was not ended yet. */
export async function listOverdueAuthorities(tx: Tx, now: Date) {
  const today = midnight(plainDateAt(now, PLAN_ZONE));
  const rows = await tx.authority.findMany({ where: { status: 'accepted', endsOn: { lte: today } }, take: 200 });
  return rows.map(({ delegationId, memberId, delegateId, endsAtMajority }) => ({
    delegationId,
    memberId,
    delegateId,
    endsAtMajority,
  }));
}

/** Parents and guardians from before papers were asked for, whom nobody has told. */
export async function listUntold(tx: Tx) {
  const where = { status: 'active', relation: { in: ['parent', 'guardian'] }, toldAt: null };
  const rows = await tx.delegation.findMany({ where, take: 200 });
  return rows.flatMap(({ id, memberId, delegateId }) => (delegateId ? [{ delegationId: id, memberId, delegateId }] : []));
}

export async function markTold(tx: Tx, delegationId: string, now: Date): Promise<boolean> {
  return (await tx.delegation.updateMany({ where: { id: delegationId, toldAt: null }, data: { toldAt: now } })).count === 1;
}
