import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Clock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { listOpenEntries, setOpenTags } from './entries/store';
import type { FindSoonest } from './queries';
import { openTagsOf } from './rules/open-times';

/** Roles that take bookings, in order of id, after an id. */
type ListBookable = (actor: Actor, after: string | null, limit: number) => Promise<readonly string[]>;

const ACTOR = { kind: 'system', name: 'directory.open-times' } as const;
const STEP = 200;

/**
 * Writes on each entry how soon it has an open time, for the filter of the whole list. As true as its last run: a page
 * that uses the filter reads the times of the rows it shows again. Safe to run twice; each step stands by itself.
 * @returns how many entries changed
 */
export async function refreshOpenTimes(deps: {
  readonly clock: Clock;
  readonly listBookable: ListBookable;
  readonly findSoonest: FindSoonest;
}): Promise<number> {
  const now = deps.clock.now();
  const closed = new Set(await listOpenEntries(db()));
  let changed = 0;
  for (let after: string | null = null; ; ) {
    const roleIds: readonly string[] = await deps.listBookable(ACTOR, after, STEP);
    const soonest = await deps.findSoonest(roleIds, now);
    for (const roleId of roleIds) closed.delete(roleId);
    changed += await setOpenTags(
      db(),
      roleIds.map((roleId) => ({ roleId, tags: openTagsOf(soonest.get(roleId)?.start ?? null, now) })),
    );
    after = roleIds.at(-1) ?? null;
    if (roleIds.length < STEP) break;
  }
  // Roles that no longer take bookings.
  return (
    changed +
    (await setOpenTags(
      db(),
      [...closed].map((roleId) => ({ roleId, tags: [] })),
    ))
  );
}
