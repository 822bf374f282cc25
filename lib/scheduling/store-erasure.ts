import 'server-only';
import type { Tx } from '@/lib/db/client';
import { destroySecrets } from '@/lib/db/keyring';
import { sealsInRing } from '@/lib/db/ring-seal';
import { type AppointmentDocument, codeHash, openDetails, sealDetails } from './store-details';

/**
 * Destroys the secrets of a member's visits, what is sealed in them, and the codes that find them. The secrets go first:
 * a caller whose transaction fails comes again, and no row says "erased" of what a backup still opens.
 */
export async function eraseDetails(tx: Tx, memberId: string, now: Date): Promise<void> {
  const rows = await tx.appointment.findMany({ where: { memberId }, select: { ringId: true } });
  await destroySecrets(rows.map(({ ringId }) => ringId).filter((id) => id !== null));
  const data = { details: null, ringId: null, codeHash: null, updatedAt: now };
  await tx.appointment.updateMany({ where: { memberId }, data });
  await tx.$executeRaw`DELETE FROM appointment_access x USING appointment a WHERE x.appointment_id = a.id
    AND a.member_id = ${memberId}::uuid`;
}

/**
 * One step through all visits in order of id: seals anew what another root key than the one in force had sealed, or the
 * root key without the ring. Rows are locked, so that no deletion comes between.
 */
export async function resealDetails(
  tx: Tx,
  after: string | null,
  limit: number,
): Promise<{ readonly last: string | null; readonly changed: number }> {
  const rows = await tx.$queryRaw<{ id: string; details: Uint8Array; ringId: string | null; codeHash: string | null }[]>`
    SELECT id, details, ring_id AS "ringId", code_hash AS "codeHash" FROM appointment
    WHERE details IS NOT NULL AND id > ${after ?? FIRST}::uuid ORDER BY id LIMIT ${limit} FOR UPDATE`;
  const texts = await openDetails(rows);
  let changed = 0;
  for (const [at, { id, ringId, codeHash: hash }] of rows.entries()) {
    const text = texts[at];
    if (!text) continue;
    const { code } = JSON.parse(text) as AppointmentDocument;
    // The look-up key comes from the same root key as the seal, and tells which one that was.
    if (hash === codeHash(code) && (ringId !== null || !sealsInRing())) continue;
    await tx.appointment.updateMany({ where: { id }, data: { ...(await sealDetails(id, text)), codeHash: codeHash(code) } });
    changed += 1;
  }
  return { last: rows.length < limit ? null : (rows.at(-1)?.id ?? null), changed };
}

const FIRST = '00000000-0000-0000-0000-000000000000';
