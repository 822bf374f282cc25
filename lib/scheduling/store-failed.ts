import 'server-only';
import type { Db } from '@/lib/db/client';

/** For each role how many visits the practice took back since a moment. */
export async function countTakenBack(db: Db, since: Date): Promise<ReadonlyMap<string, number>> {
  const rows = await db.appointment.groupBy({
    by: ['practitionerRoleId'],
    where: { needsReschedule: true, updatedAt: { gte: since } },
    _count: { _all: true },
  });
  return new Map(rows.map((row) => [row.practitionerRoleId, row._count._all]));
}
