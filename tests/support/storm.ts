import { isAppError } from '@/lib/app-error';
import { type Clock, instant } from '@/lib/clock';
import { seededRandom, systemIds } from '@/lib/ids';
import { bookAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import type { Slot, VisitDetails } from '@/lib/scheduling/model';
import { createVisitor, VISIT_DETAILS } from '../factories/schedule-rows';

export interface StormRole {
  readonly roleId: string;
  readonly visitTypeId: string;
}

export interface StormRound {
  /** Appointment ids of those who have the time. */
  readonly winners: readonly string[];
  readonly losers: readonly { readonly code: string; readonly alternatives: readonly Slot[]; readonly ms: number }[];
  /** Anything that is not an expected answer: would be a 5xx. */
  readonly bugs: readonly unknown[];
}

const STARTS_MIN = [0, 0, 30, 60] as const;

/**
 * `people` press "book" at the same moment on one hour or on times that overlap it. All starts lie within the middle
 * one's hour, so exactly one can win when they are the same, and no two winners may overlap when they are not.
 */
export async function runStormRound(
  role: StormRole,
  round: number,
  people: number,
  clock: Clock,
  overlapping: boolean,
  seed = round + 1,
): Promise<StormRound> {
  const random = seededRandom(seed);
  const base = Date.parse('2026-12-01T15:00:00Z') + round * 2 * 3_600_000;
  const deps = { clock, ids: systemIds };
  const details: VisitDetails = { ...VISIT_DETAILS, accessNeeds: [] };
  const winners: string[] = [];
  const losers: { code: string; alternatives: readonly Slot[]; ms: number }[] = [];
  const bugs: unknown[] = [];
  const press = async () => {
    const actor = createVisitor();
    // Starts 15 minutes apart of one-hour visits: any two of them overlap.
    const offset = overlapping ? (STARTS_MIN[Math.floor(random() * 4)] ?? 0) / 2 : 0;
    const started = performance.now();
    try {
      const hold = await holdSlot(actor, { ...role, start: instant(base + offset * 60_000) }, deps);
      const { result } = await bookAppointment(actor, { appointmentId: hold.appointmentId, details }, systemIds.uuid(), deps);
      winners.push(result.id);
    } catch (error) {
      if (!isAppError(error)) bugs.push(error);
      else if (error.status >= 500) bugs.push(error);
      else {
        const data = error.data as { alternatives?: readonly Slot[] } | undefined;
        losers.push({ code: error.code, alternatives: data?.alternatives ?? [], ms: performance.now() - started });
      }
    }
  };
  await Promise.all(Array.from({ length: people }, press));
  return { winners, losers, bugs };
}
