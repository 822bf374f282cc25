import 'server-only';
import type { Db } from '@/lib/db/client';

/** Roles with an active schedule, by id, after an id: one step through all of them. */
export async function listScheduledRoles(db: Db, after: string | null, limit: number): Promise<string[]> {
  const rows = await db.schedule.findMany({
    where: { active: true, practitionerRole: { active: true }, ...(after === null ? {} : { practitionerRoleId: { gt: after } }) },
    select: { practitionerRoleId: true },
    orderBy: { practitionerRoleId: 'asc' },
    take: limit,
  });
  return rows.map((row) => row.practitionerRoleId);
}

export interface ScheduleHead {
  readonly roleId: string;
  readonly version: number;
  readonly updatedAt: Date;
}

export async function listScheduleHeads(db: Db, roleIds: readonly string[]): Promise<ScheduleHead[]> {
  const rows = await db.schedule.findMany({
    where: { active: true, practitionerRole: { active: true }, practitionerRoleId: { in: [...roleIds] } },
    select: { practitionerRoleId: true, version: true, updatedAt: true },
    orderBy: { practitionerRoleId: 'asc' },
  });
  return rows.map(({ practitionerRoleId, version, updatedAt }) => ({ roleId: practitionerRoleId, version, updatedAt }));
}
