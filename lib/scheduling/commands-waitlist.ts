import 'server-only';
import { instant } from '@/lib/clock';
import { db, type Tx } from '@/lib/db/client';
import { enqueueJob } from '@/lib/jobs/boss';
import { announceOffer } from './commands-notices';
import { inRetriedTransaction, type SchedulingDeps, SYSTEM } from './commands-transaction';
import { templatesFrom } from './queries';
import { MINUTE_MS } from './rules/calendar-days';
import { busySpan, refuseStart } from './rules/free-slots';
import { insertHold } from './store-claims';
import { loadTaken, loadTemplates } from './store-schedules';
import { type FreedTime, insertOffer, listWaiting } from './store-waitlist';

/** Policy P12. */
const OFFER_MINUTES = 30;

export const OFFER_QUEUE = 'waitlist.offer';

/** Plans the offering of a time, in the transaction that gave it back. */
export async function offerLater(tx: Tx, freed: FreedTime, startAfter?: Date): Promise<void> {
  const data = { roleId: freed.roleId, visitTypeId: freed.visitTypeId, start: freed.start.toISOString() };
  await enqueueJob(tx, { queue: OFFER_QUEUE, data, ...(startAfter ? { startAfter } : {}) });
}

/**
 * Offers a freed time to the next person who is booked later (policy P12): the time is held for them for 30 minutes,
 * then for the one after. Safe to run twice: the held claim is the offer. Nothing is offered below minimum notice.
 * @returns the appointment it was offered to, or null
 */
export async function offerFreedTime(freed: FreedTime, deps: SchedulingDeps = SYSTEM): Promise<string | null> {
  const now = deps.clock.now();
  const template = (await loadTemplates(db(), [freed.roleId], templatesFrom(now))).get(freed.roleId);
  const type = template?.visitTypes.find((each) => each.id === freed.visitTypeId);
  const start = freed.start.getTime();
  if (!template || !type || refuseStart(template, type.id, start, now.getTime())) return null;
  const wanted = busySpan(type, start);
  const taken = (await loadTaken(db(), [freed.roleId], wanted, now)).get(freed.roleId) ?? [];
  if (taken.some((span) => span.start < wanted.end && wanted.start < span.end)) return null;
  const expiresAt = instant(now.getTime() + OFFER_MINUTES * MINUTE_MS);
  return inRetriedTransaction({ scope: 'system', key: 'waitlist' }, async (tx) => {
    for (const visit of await listWaiting(tx, freed, now)) {
      const claim = {
        id: deps.ids.uuid<'claim'>(),
        appointmentId: visit.id,
        roleId: freed.roleId,
        memberId: visit.memberId,
        visitTypeId: type.id,
        during: { start, end: start + type.durationMin * MINUTE_MS },
        busy: wanted,
        expiresAt,
        now,
      };
      if (!(await insertHold(tx, claim))) continue;
      const offer = { id: deps.ids.uuid<'slot_offer'>(), appointmentId: visit.id, claimId: claim.id, roleId: freed.roleId };
      await insertOffer(tx, { ...offer, startsAt: freed.start, expiresAt, now });
      await announceOffer(tx, visit, { start: freed.start, zone: template.zone, expiresAt }, deps);
      await offerLater(tx, freed, expiresAt);
      return visit.id;
    }
    return null;
  });
}
