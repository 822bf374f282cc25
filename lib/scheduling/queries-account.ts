import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { systemClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { listHeldBy } from './store-account';

/** How many visits of this browser could be added to the account of the member, or of the person they act for. */
export async function countAdoptable(actor: Actor, journeyId: string | null): Promise<number> {
  if (actor.kind !== 'member' || !journeyId || !can(actor, 'account.claim', { ownerId: actor.memberId })) return 0;
  return (await asSystem('adoption', (tx) => listHeldBy(tx, journeyId, systemClock.now()))).length;
}
