import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { db } from '@/lib/db/client';
import type { Slot } from './model';
import { templatesFrom, toSlot } from './queries';
import { freeSlots } from './rules/free-slots';
import { listScheduledRoles, listScheduleHeads, type ScheduleHead } from './store-published';
import { loadTaken, loadTemplates } from './store-schedules';

const DAY_MS = 86_400_000;

/** A time on offer, with whether somebody has it. Who has it is never said. */
export interface PublishedSlot extends Slot {
  readonly status: 'free' | 'busy';
}

/** Roles that take bookings, in order of id, after an id. The directory and open times are public. */
export function listPublishedRoles(_actor: Actor, after: string | null, limit: number): Promise<string[]> {
  return listScheduledRoles(db(), after, limit);
}

export function listSchedules(_actor: Actor, roleIds: readonly string[]): Promise<ScheduleHead[]> {
  return listScheduleHeads(db(), roleIds);
}

/** All times of roles that start in `[from, to)`, free and taken, soonest first within a role. */
export async function listPublishedSlots(
  _actor: Actor,
  roleIds: readonly string[],
  from: Date,
  to: Date,
  now: Date,
): Promise<readonly PublishedSlot[]> {
  const window = { start: from.getTime(), end: to.getTime() };
  const templates = await loadTemplates(db(), roleIds, templatesFrom(now));
  const padded = { start: window.start - DAY_MS, end: window.end + 2 * DAY_MS };
  const busy = await loadTaken(db(), roleIds, padded, now);
  return [...templates.values()].flatMap((template) => {
    const taken = busy.get(template.roleId) ?? [];
    const free = new Set(
      freeSlots(template, window, taken, now.getTime()).map(({ visitTypeId, start }) => `${visitTypeId}${start}`),
    );
    return freeSlots(template, window, [], now.getTime()).map((slot) => ({
      ...toSlot(template, slot),
      status: free.has(`${slot.visitTypeId}${slot.start}`) ? ('free' as const) : ('busy' as const),
    }));
  });
}
