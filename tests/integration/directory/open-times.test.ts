import { describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { refreshOpenTimes } from '@/lib/directory/commands-open-times';
import { rebuildEntries } from '@/lib/directory/entries/store';
import { facetCode } from '@/lib/directory/facets';
import { findZip } from '@/lib/directory/places';
import { searchEntries } from '@/lib/directory/search/store';
import { soonestSlots } from '@/lib/scheduling/queries';
import { listPublishedRoles } from '@/lib/scheduling/queries-published';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('seeded');
const clock = fixedClock('2026-11-30T14:00:00Z');
const deps = { clock, listBookable: listPublishedRoles, findSoonest: soonestSlots };
const DAY_MS = 86_400_000;
const tagsOf = async () =>
  new Map(
    (
      await database.asOwner<{ role_id: string; tags: number[] }>(
        `SELECT role_id, ARRAY(SELECT t FROM unnest(tags) t WHERE t / 1000 = 14 ORDER BY t) AS tags FROM directory_entry`,
      )
    ).map(({ role_id, tags }) => [role_id, tags]),
  );

describe('"has an open time" on entries', () => {
  it('is what the calendars say, for every entry and every number of days', async () => {
    await refreshOpenTimes(deps);
    const tags = await tagsOf();
    const soonest = await soonestSlots([...tags.keys()], clock.now());
    let open = 0;
    for (const [roleId, given] of tags) {
      const start = soonest.get(roleId)?.start.getTime() ?? Number.POSITIVE_INFINITY;
      const within = (days: number) => start <= clock.now().getTime() + days * DAY_MS;
      expect(given).toEqual([...(within(2) ? [14001] : []), ...(within(7) ? [14002] : []), ...(within(14) ? [14003] : [])]);
      if (given.length > 0) open += 1;
    }
    expect(open).toBeGreaterThan(50);
  }, 60_000);

  it('changes nothing when it runs again, and is kept when an entry is built again', async () => {
    expect(await refreshOpenTimes(deps)).toBe(0);
    const before = await tagsOf();
    expect(await rebuildEntries(db(), [...before.keys()])).toBe(0);
    await database.asOwner(`UPDATE practitioner_role SET phone = '7045550199'`);
    expect(await rebuildEntries(db(), [...before.keys()])).toBeGreaterThan(0);
    expect(await tagsOf()).toEqual(before);
  }, 60_000);

  it('is gone from a role that no longer takes bookings', async () => {
    const [roleId] = [...(await tagsOf())].find(([, tags]) => tags.includes(14003)) ?? [];
    await database.asOwner(`UPDATE schedule SET active = false WHERE practitioner_role_id = $1`, [roleId]);
    expect(await refreshOpenTimes(deps)).toBe(1);
    expect((await tagsOf()).get(String(roleId))).toEqual([]);
  }, 60_000);

  it('is a filter like the others: counted, and named when it alone stands in the way', async () => {
    const from = findZip('28052');
    const search = { from, withinMiles: 25, filters: [] as number[], words: [], after: null, limit: 10 };
    const all = await searchEntries(db(), search);
    const soon = await searchEntries(db(), { ...search, filters: [facetCode('within', 'd14')] });
    expect(soon.total).toBe(all.counts.get(14003));
    expect(soon.total).toBeGreaterThan(0);
    await database.asOwner(`UPDATE directory_entry SET tags = tags - '{14001,14002,14003}'::int[]`);
    const none = await searchEntries(db(), { ...search, filters: [facetCode('within', 'd2')] });
    expect(none).toMatchObject({ total: 0, blocking: { group: 'within', hidden: all.total } });
  });
});
