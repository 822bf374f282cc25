import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { type Clock, systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { ALTERNATIVES, type ScheduleTemplate, type Slot } from './model';
import { holderOf, templatesFrom, toSlot } from './queries';
import { pickAlternatives } from './rules/alternatives';
import { DAY_MS } from './rules/calendar-days';
import { freeSlots } from './rules/free-slots';
import { spansFor, withoutOwnTime } from './rules/taken-time';
import { loadTaken, loadTemplates, type TakenSpan } from './store-schedules';

export interface WantedTime {
  readonly roleId: string;
  readonly visitTypeId: string;
  readonly start: Date;
  readonly movingId?: string | undefined;
}

/** Reads in progress, by what they read. */
const reading = new Map<string, Promise<unknown>>();

/**
 * People who ask for the same thing at the same moment share one read; nothing is kept once it has answered. In a
 * crowd this, not the database, decides how long the last one waits.
 */
function shareRead<T>(key: string, read: () => Promise<T>): Promise<T> {
  const known = reading.get(key) as Promise<T> | undefined;
  if (known) return known;
  const fresh = read().finally(() => reading.delete(key));
  reading.set(key, fresh);
  return fresh;
}

/** Hours and visit types of one role; null for an unknown role or one without a schedule. */
export function readTemplate(roleId: string, now: Date): Promise<ScheduleTemplate | null> {
  const from = templatesFrom(now);
  return shareRead(`template:${roleId}:${from}`, async () => (await loadTemplates(db(), [roleId], from)).get(roleId) ?? null);
}

/** Taken time around a wanted start: enough to judge it and to find others near it, in one read. */
export interface Neighbourhood {
  readonly taken: readonly TakenSpan[];
  readonly days: number;
  /** What was worked out from it already, for those who share it. */
  readonly found: Map<string, readonly Slot[]>;
}

const NEAR_DAYS = 7;
const FAR_DAYS = 120;

/** @param days how far after the wanted start it reaches */
export function readNeighbourhood(wanted: WantedTime, now: Date, days = NEAR_DAYS): Promise<Neighbourhood> {
  // Whole days, so that people who want times of one day share the read.
  const day = Math.floor(wanted.start.getTime() / DAY_MS) * DAY_MS;
  const window = { start: day - 3 * DAY_MS, end: day + (days + 3) * DAY_MS };
  return shareRead(`taken:${wanted.roleId}:${day}:${days}`, async () => {
    const taken = (await loadTaken(db(), [wanted.roleId], window, now)).get(wanted.roleId) ?? [];
    return { taken, days, found: new Map() };
  });
}

/** Up to three other free times near a wanted one, from what has been read already. */
export function alternativesWithin(
  actor: Actor,
  template: ScheduleTemplate,
  around: Neighbourhood,
  wanted: WantedTime,
  now: Date,
): readonly Slot[] {
  const viewer = { memberId: holderOf(actor), appointmentId: wanted.movingId };
  const busy = spansFor(around.taken, viewer);
  // The same for all who have nothing of their own here.
  const key = busy.length === around.taken.length ? `${wanted.visitTypeId}${wanted.start.getTime()}` : null;
  const known = key && around.found.get(key);
  if (known) return known;
  const start = wanted.start.getTime();
  const window = { start: Math.max(now.getTime(), start - 2 * DAY_MS), end: start + around.days * DAY_MS };
  const free = withoutOwnTime(freeSlots(template, window, busy, now.getTime()), template, around.taken, viewer);
  const others = free.filter((slot) => slot.start !== start);
  const near = { start, visitTypeId: wanted.visitTypeId };
  const slots = pickAlternatives(others, near, ALTERNATIVES).map((each) => toSlot(template, each));
  if (key) around.found.set(key, slots);
  return slots;
}

/** Three other times near a wanted one that are still free, for someone who lost it. */
export async function findAlternatives(
  actor: Actor,
  wanted: WantedTime,
  deps: { readonly clock: Clock } = { clock: systemClock },
): Promise<readonly Slot[]> {
  const now = deps.clock.now();
  const template = await readTemplate(wanted.roleId, now);
  if (!template) return [];
  for (const days of [NEAR_DAYS, FAR_DAYS]) {
    const slots = alternativesWithin(actor, template, await readNeighbourhood(wanted, now, days), wanted, now);
    if (slots.length === ALTERNATIVES || days === FAR_DAYS) return slots;
  }
  return [];
}
