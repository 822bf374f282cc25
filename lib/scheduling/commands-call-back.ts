import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { scopeOf } from '@/lib/auth/scope';
import { instant } from '@/lib/clock';
import { isUuid } from '@/lib/ids';
import { ensureTask } from '@/lib/tasks/commands';
import type { TaskReceipt } from '@/lib/tasks/model';
import { inRetriedTransaction, requireHolder, type SchedulingDeps, SYSTEM } from './commands-transaction';
import type { VisitDetails } from './model';
import { getBusinessDayEnd, getDueAt } from './queries';
import type { NeedLevel } from './rules/access-standard';

export interface CallBackInput {
  /** Whose times did not fit; anything else when no provider was chosen. */
  readonly roleId: string;
  readonly firstName: string;
  readonly phone: string;
  readonly voiceMessage: VisitDetails['voiceMessage'];
  readonly safeTimes: VisitDetails['safeTimes'];
  readonly locale: 'en' | 'es';
  readonly needLevel: NeedLevel;
}

/**
 * Makes "no time fits" somebody's work: the plan's access staff call the person, by the end of the next business day
 * and never later than the access standard wants the person seen (policy P8).
 */
export async function requestCallBack(actor: Actor, input: CallBackInput, deps: SchedulingDeps = SYSTEM): Promise<TaskReceipt> {
  const holderId = requireHolder(actor);
  const { firstName, phone, voiceMessage, safeTimes, locale, needLevel } = input;
  if (!firstName || !phone) throw new AppError('INVALID');
  const now = deps.clock.now();
  return inRetriedTransaction(scopeOf(actor), async (tx) => {
    const [seenBy, nextDay] = [await getDueAt(needLevel, now, tx), await getBusinessDayEnd(now, 1, tx)];
    const detail = { needLevel, locale, voiceMessage, safeTimes, ...(isUuid(input.roleId) ? { roleId: input.roleId } : {}) };
    const receipt = await ensureTask(
      tx,
      {
        kind: 'scheduling.no-time',
        subject: `journey:${holderId}`,
        detail,
        note: `${firstName}\n${phone}`,
        dueAt: instant(Math.min(seenBy.getTime(), nextDay.getTime())),
      },
      deps,
    );
    const subject = `practitioner_role:${isUuid(input.roleId) ? input.roleId : 'any'}`;
    await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.call-back-asked', subject });
    return receipt;
  });
}
