import 'server-only';
import type { Tx } from '@/lib/db/client';
import { open, openWith, purposeKey, seal } from '@/lib/db/seal';
import { type AppointmentDocument, boundTo, codeHash, PURPOSE } from './store';

/** Destroys what is sealed in a member's visits, and the codes that find them. */
export async function eraseDetails(tx: Tx, memberId: string, now: Date): Promise<void> {
  await tx.appointment.updateMany({ where: { memberId }, data: { details: null, codeHash: null, updatedAt: now } });
  await tx.$executeRaw`DELETE FROM appointment_access x USING appointment a WHERE x.appointment_id = a.id
    AND a.member_id = ${memberId}::uuid`;
}

/** One step through all visits in order of id: seals anew what another root key than the one in force had sealed. */
export async function resealDetails(
  tx: Tx,
  after: string | null,
  limit: number,
): Promise<{ readonly last: string | null; readonly changed: number }> {
  const rows = await tx.appointment.findMany({
    where: { details: { not: null }, ...(after ? { id: { gt: after } } : {}) },
    select: { id: true, details: true },
    orderBy: { id: 'asc' },
    take: limit,
  });
  let changed = 0;
  for (const { id, details } of rows) {
    if (!details || openWith(purposeKey(PURPOSE), boundTo(id), details)) continue;
    const text = open(PURPOSE, boundTo(id), details);
    if (text === null) continue;
    const { code } = JSON.parse(text) as AppointmentDocument;
    const data = { details: new Uint8Array(seal(PURPOSE, boundTo(id), text)), codeHash: codeHash(code) };
    await tx.appointment.updateMany({ where: { id }, data });
    changed += 1;
  }
  return { last: rows.length < limit ? null : (rows.at(-1)?.id ?? null), changed };
}
