import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { type Clock, systemClock } from '@/lib/clock';
import { asMember, asSystem } from '@/lib/db/scope';
import type { DeliveryView } from '@/lib/notifications/model';
import { listDeliveries } from '@/lib/notifications/queries';
import type { AppointmentView } from './model';
import { listHeldBy } from './store-account';

/** How many visits of this browser could be added to the account of the member, or of the person they act for. */
export async function countAdoptable(actor: Actor, journeyId: string | null): Promise<number> {
  if (actor.kind !== 'member' || !journeyId || !can(actor, 'account.claim', { ownerId: actor.memberId })) return 0;
  return (await asSystem('adoption', (tx) => listHeldBy(tx, journeyId, systemClock.now()))).length;
}

/**
 * What became of the messages about visits of the actor's, by visit. Give it visits the actor was shown: what a person
 * keeps to themself has no messages either.
 */
export async function listVisitMessages(
  actor: Actor,
  visits: readonly Pick<AppointmentView, 'id'>[],
  deps: { readonly clock: Clock } = { clock: systemClock },
): Promise<ReadonlyMap<string, readonly DeliveryView[]>> {
  if (actor.kind !== 'member' || !can(actor, 'appointment.read', { ownerId: actor.memberId })) return new Map();
  const subjects = visits.map(({ id }) => `appointment:${id}`);
  const found = await asMember(actor.memberId, (tx) => listDeliveries(tx, subjects, deps.clock.now()));
  return new Map([...found].map(([subject, views]) => [subject.slice('appointment:'.length), views]));
}
