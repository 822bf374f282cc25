import 'server-only';
import type { Tx } from '@/lib/db/client';
import type { NewKey } from './webauthn';

type StaffKey = Pick<NewKey, 'id' | 'publicKey' | 'counter'>;

/** Passkeys of somebody of the staff, oldest first. */
export async function listStaffPasskeys(tx: Tx, staffId: string): Promise<readonly StaffKey[]> {
  const rows = await tx.staffPasskey.findMany({ where: { staffId }, orderBy: { createdAt: 'asc' } });
  return rows.map(({ id, publicKey, counter }) => ({ id, publicKey: new Uint8Array(publicKey), counter: Number(counter) }));
}

/** Keeps the first passkey of an account; false when there is one. Of two at once the account's row lets one through. */
export async function insertFirstStaffPasskey(tx: Tx, staffId: string, key: NewKey, now: Date): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM staff WHERE id = ${staffId}::uuid FOR UPDATE`;
  if ((await tx.staffPasskey.count({ where: { staffId } })) > 0) return false;
  const { counter, transports, ...rest } = key;
  const data = [{ ...rest, staffId, counter: BigInt(counter), transports: [...transports], createdAt: now, lastUsedAt: now }];
  return (await tx.staffPasskey.createMany({ data, skipDuplicates: true })).count === 1;
}

export async function markStaffPasskeyUsed(tx: Tx, id: string, counter: number, now: Date): Promise<void> {
  await tx.staffPasskey.updateMany({ where: { id }, data: { counter: BigInt(counter), lastUsedAt: now } });
}

export async function deleteStaffPasskeys(tx: Tx, staffId: string): Promise<void> {
  await tx.staffPasskey.deleteMany({ where: { staffId } });
}
