import 'server-only';
import type { Tx } from '@/lib/db/client';

export async function findChoice(tx: Tx, memberId: string): Promise<string | null> {
  return (await tx.providerChoice.findUnique({ where: { memberId } }))?.roleId ?? null;
}

export async function saveChoice(tx: Tx, memberId: string, roleId: string, now: Date): Promise<void> {
  const facts = { roleId, chosenAt: now };
  await tx.providerChoice.upsert({ where: { memberId }, create: { memberId, ...facts }, update: facts });
}
