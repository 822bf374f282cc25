import 'server-only';
import { recordAudit } from '@/lib/audit/commands';
import { type Clock, instant } from '@/lib/clock';
import { inTransaction } from '@/lib/db/client';
import type { Ids } from '@/lib/ids';
import { changeSlice } from '@/lib/journey/commands';
import type { JourneyId } from '@/lib/journey/model';
import { ensureTask } from '@/lib/tasks/commands';
import type { TaskReceipt } from '@/lib/tasks/model';
import { type Needs, NeedsSchema } from './model';
import { decideRouting, hoursWithin } from './rules/route';

const HOUR_MS = 3_600_000;

/** Changes the need answers of the browser and returns all of them. Starts a journey when there is none. */
export async function changeNeeds(change: (before: Needs) => Needs): Promise<{ needs: Needs; journeyId: JourneyId }> {
  let needs: Needs = {};
  const journey = await changeSlice('needs', (before) => {
    const parsed = NeedsSchema.safeParse(before);
    needs = change(parsed.success ? parsed.data : {});
    return needs;
  });
  return { needs, journeyId: journey.id };
}

/**
 * Urgent and emergent answers become a call-back that a person owns, due as the routing says; one for each journey,
 * with the newest answers. Reasons and number are sealed: the row itself says how soon and by which way.
 * `danger`: emergent rules met by answers that could not be kept. @returns null when the answers can wait
 */
export async function requestCallBack(
  input: { readonly needs: Needs; readonly journeyId: JourneyId; readonly danger?: readonly string[] },
  deps: { clock: Clock; ids: Ids },
): Promise<TaskReceipt | null> {
  const { danger = [] } = input;
  const routing = decideRouting(input.needs);
  const level = danger.length > 0 ? 'emergent' : routing.level;
  const hours = hoursWithin(level);
  if (hours === null) return null;
  const because = [...new Set([...routing.because, ...danger])];
  const dueAt = instant(deps.clock.now().getTime() + hours * HOUR_MS);
  const { reach, who } = input.needs;
  const subject = `journey_session:${input.journeyId}`;
  return inTransaction(async (tx) => {
    const receipt = await ensureTask(
      tx,
      {
        kind: 'needs.callback',
        subject,
        detail: { level, way: reach?.way ?? 'notAsked', language: who?.language ?? 'en' },
        note: JSON.stringify({ because, phone: reach?.phone ?? null }),
        dueAt,
      },
      deps,
    );
    await recordAudit(tx, { actor: 'visitor', action: 'needs.callback', subject, detail: { level } });
    return receipt;
  });
}
