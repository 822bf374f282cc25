import type { PlainDateString } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { systemIds } from '@/lib/ids';
import type { AuthorityEnd } from '@/lib/membership/rules-authority';
import { type AuthorityRow, acceptAuthority, insertAuthority } from '@/lib/membership/store-authority';

const OPEN_END: AuthorityEnd = { endsOn: null, atMajority: false };

/** Papers of a parent or guardian that somebody of the staff has seen. */
export async function createCheckedAuthority(
  tx: Tx,
  relation: Pick<AuthorityRow, 'delegationId' | 'memberId' | 'delegateId'>,
  now: Date,
  end: AuthorityEnd = OPEN_END,
): Promise<void> {
  const id = systemIds.uuid<'authority'>();
  const row = { ...relation, id, basis: 'guardian', reference: systemIds.returnCode(), dueAt: now, askedAt: now } as const;
  await insertAuthority(tx, row);
  const seen = { paper: 'guardianLetters', paperDated: '2026-01-05' as PlainDateString, end } as const;
  await acceptAuthority(tx, { id, delegationId: relation.delegationId }, seen, { staffId: systemIds.uuid(), now });
}
