import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { instant } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { isUuid } from '@/lib/ids';
import { type SchedulingDeps, SYSTEM } from './commands-transaction';
import type { AppointmentId } from './model';
import { findAppointmentOf, grantAccess } from './store';
import { listHeldBy, setOwner } from './store-account';

const ACCESS_MS = 2 * 3_600_000;

/**
 * Puts the visits that were booked in this browser without an account into the signed-in member's account. The browser
 * keeps its own way to them for two hours. Pressing again is a success.
 * @returns how many were added
 */
export async function adoptVisits(actor: Actor, journeyId: string | null, deps: SchedulingDeps = SYSTEM): Promise<number> {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  if (!can(actor, 'account.claim', { ownerId: actor.memberId })) throw new AppError('NOT_FOUND');
  if (!journeyId) return 0;
  const now = deps.clock.now();
  return asSystem('adoption', async (tx) => {
    const ids = await listHeldBy(tx, journeyId, now);
    for (const id of ids) {
      await setOwner(tx, id, actor.memberId, now);
      await grantAccess(tx, id, journeyId, instant(now.getTime() + ACCESS_MS));
      await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.adopted', subject: `appointment:${id}` });
    }
    return ids.length;
  });
}

/**
 * Lets the signed-in member's browser see and change one of their visits on the appointment pages, for two hours.
 * @throws NOT_FOUND for foreign and unknown ids alike
 */
export async function openVisit(
  actor: Actor,
  id: string,
  journeyId: string,
  deps: SchedulingDeps = SYSTEM,
): Promise<AppointmentId> {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  const { memberId } = actor;
  if (!can(actor, 'appointment.change', { ownerId: memberId })) throw new AppError('NOT_FOUND');
  const now = deps.clock.now();
  return asSystem('adoption', async (tx) => {
    const row = isUuid(id) ? await findAppointmentOf(tx, id, memberId, now) : null;
    if (!row) throw new AppError('NOT_FOUND');
    await grantAccess(tx, row.id, journeyId, instant(now.getTime() + ACCESS_MS));
    await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.opened', subject: `appointment:${row.id}` });
    return row.id;
  });
}
