import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { scopeOf } from '@/lib/auth/scope';
import { announce } from './commands-notices';
import { inRetriedTransaction, type SchedulingDeps, SYSTEM } from './commands-transaction';
import { blockFreeParts, flagBooked, insertBlackout, releaseHoldsWithin } from './store-waitlist';

export interface BlackoutInput {
  readonly roleId: string;
  readonly from: Date;
  readonly to: Date;
}

const TRIES = 5;

/**
 * Takes a stretch of time out of a practice's book. Visits booked in it are flagged and told, never deleted; holds in
 * it are let go; what becomes free later stays closed.
 * @returns the ids of the visits that need another time
 * @throws FORBIDDEN for members and visitors
 */
export async function addBlackout(actor: Actor, input: BlackoutInput, deps: SchedulingDeps = SYSTEM): Promise<readonly string[]> {
  // Of which roles a practice may, `blockTime` decides.
  if (actor.kind !== 'system' && actor.kind !== 'practice') throw new AppError('FORBIDDEN');
  if (input.from >= input.to) throw new AppError('INVALID');
  const now = deps.clock.now();
  const row = { id: deps.ids.uuid<'blackout'>(), ...input, now };
  return inRetriedTransaction(scopeOf(actor), async (tx) => {
    await insertBlackout(tx, row);
    for (let attempt = 1; ; attempt++) {
      // Again each time: somebody may have held a part since.
      await releaseHoldsWithin(tx, input.roleId, input.from, input.to, now);
      if (await blockFreeParts(tx, row)) break;
      if (attempt === TRIES) throw new AppError('IN_PROGRESS');
    }
    const visits = await flagBooked(tx, input.roleId, input.from, input.to, now);
    for (const visit of visits) await announce(tx, visit, 'visitNeedsChange', deps);
    const detail = { visits: visits.length };
    await recordAudit(tx, {
      actor: actorLabel(actor),
      action: 'schedule.blackout',
      subject: `practitioner_role:${input.roleId}`,
      detail,
    });
    return visits.map((visit) => visit.id);
  });
}
