import 'server-only';
import type { Tx } from '@/lib/db/client';
import type { DelegateRelation } from './actor';

/** How `delegateId` may act for `memberId` at this moment, or null. */
export async function findActiveRelation(tx: Tx, memberId: string, delegateId: string): Promise<DelegateRelation | null> {
  const row = await tx.delegation.findFirst({ where: { memberId, delegateId, status: 'active' }, orderBy: { createdAt: 'asc' } });
  return row ? (row.relation as DelegateRelation) : null;
}
