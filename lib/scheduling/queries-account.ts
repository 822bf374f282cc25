import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { systemClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { listHeldBy } from './store-account';

/** How many visits of this browser could be added to the signed-in member's account. */
export async function countAdoptable(actor: Actor, journeyId: string | null): Promise<number> {
  if (actor.kind !== 'member' || actor.relation !== null || !journeyId) return 0;
  return (await asSystem('adoption', (tx) => listHeldBy(tx, journeyId, systemClock.now()))).length;
}
