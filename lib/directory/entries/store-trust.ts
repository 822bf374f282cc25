import 'server-only';
import type { Db } from '@/lib/db/client';

export interface EntryFacts {
  readonly id: number;
  readonly roleId: string;
  /** The oldest last check; for an entry that nobody ever checked, when its source last said something. */
  readonly checkedAt: Date;
  readonly ghostScore: number;
  readonly hidden: boolean;
  readonly demonstration: boolean;
}

/** Entries after an id, in steps, so that no statement grows with the directory. */
export async function listTrustFacts(db: Db, after: number, limit: number): Promise<readonly EntryFacts[]> {
  const rows = await db.directoryEntry.findMany({
    where: { id: { gt: after } },
    orderBy: { id: 'asc' },
    take: limit,
    select: {
      id: true,
      roleId: true,
      verifiedAt: true,
      ghostScore: true,
      hiddenAt: true,
      demonstration: true,
      role: { select: { lastUpdated: true } },
    },
  });
  return rows.map(({ id, roleId, verifiedAt, ghostScore, hiddenAt, demonstration, role }) => ({
    id,
    roleId,
    checkedAt: verifiedAt ?? role.lastUpdated,
    ghostScore,
    hidden: hiddenAt !== null,
    demonstration,
  }));
}

export async function setGhostScores(db: Db, scores: readonly { readonly id: number; readonly score: number }[]): Promise<void> {
  if (scores.length === 0) return;
  await db.$executeRaw`
    UPDATE directory_entry e SET ghost_score = s.score
    FROM jsonb_to_recordset(${JSON.stringify(scores)}::jsonb) AS s(id int, score int) WHERE e.id = s.id`;
}

/** `at` null shows entries again. */
export async function setHidden(db: Db, ids: readonly number[], at: Date | null): Promise<void> {
  if (ids.length > 0) await db.directoryEntry.updateMany({ where: { id: { in: [...ids] } }, data: { hiddenAt: at } });
}

/** Staff found these roles in order at a moment: every fact counts as confirmed then. The same twice adds nothing. */
export async function confirmFacts(
  db: Db,
  confirmed: readonly { readonly roleId: string; readonly at: Date }[],
  newId: () => string,
): Promise<readonly string[]> {
  const fresh: string[] = [];
  for (const { roleId, at } of confirmed) {
    if (await db.factCheck.findFirst({ where: { subjectId: roleId, checkedAt: at } })) continue;
    await db.factCheck.createMany({
      data: ['phone', 'address', 'network', 'accepting'].map((fact) => ({
        id: newId(),
        subjectType: 'practitioner_role',
        subjectId: roleId,
        fact,
        outcome: 'confirmed',
        checkedBy: 'staff',
        method: 'call',
        checkedAt: at,
      })),
    });
    fresh.push(roleId);
  }
  return fresh;
}
