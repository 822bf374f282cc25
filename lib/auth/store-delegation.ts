import 'server-only';
import { instant, plainDateAt } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { DelegateRelation } from './actor';

/**
 * How `delegateId` may act for `memberId` at this moment, or null. A parent or guardian is one from the moment staff saw
 * papers until the day those no longer hold; on their word alone, anybody who knows a child could read what is on file.
 */
export async function findActiveRelation(
  tx: Tx,
  memberId: string,
  delegateId: string,
  now: Date,
): Promise<DelegateRelation | null> {
  const rows = await tx.delegation.findMany({ where: { memberId, delegateId, status: 'active' }, orderBy: { createdAt: 'asc' } });
  if (rows.length === 0) return null;
  const today = instant(`${plainDateAt(now, PLAN_ZONE)}T00:00:00Z`);
  const held = await tx.authority.findFirst({
    where: {
      delegationId: { in: rows.map(({ id }) => id) },
      status: 'accepted',
      OR: [{ endsOn: null }, { endsOn: { gt: today } }],
    },
    select: { delegationId: true },
  });
  const relation = rows.find(({ id }) => id === held?.delegationId)?.relation;
  return (relation as DelegateRelation | undefined) ?? 'helper';
}
