import 'server-only';
import type { Tx } from '@/lib/db/client';
import type { AppointmentId } from './model';

/**
 * Booked visits without an account that a journey made, or proved by code and birth date; locked until the transaction
 * ends. Visits that belong to a member already are never taken over.
 */
export async function listHeldBy(tx: Tx, journeyId: string, now: Date): Promise<readonly AppointmentId[]> {
  const rows = await tx.$queryRaw<{ id: AppointmentId }[]>`
    SELECT a.id FROM appointment a WHERE a.status = 'booked'
      AND (a.member_id = ${journeyId}::uuid OR EXISTS (SELECT 1 FROM appointment_access x
        WHERE x.appointment_id = a.id AND x.holder_id = ${journeyId}::uuid AND x.expires_at > ${now}))
      AND NOT EXISTS (SELECT 1 FROM member m WHERE m.id = a.member_id) FOR UPDATE OF a`;
  return rows.map((row) => row.id);
}

/** True when a visit was booked without an account; its row stays locked until the transaction ends. */
export async function isUnclaimed(tx: Tx, id: AppointmentId): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM appointment a WHERE a.id = ${id}::uuid AND NOT EXISTS (SELECT 1 FROM member m WHERE m.id = a.member_id)
    FOR UPDATE OF a`;
  return rows.length === 1;
}

/** Gives a visit and its claims on time another owner, unless the new owner has another visit at that time. */
export async function setOwner(tx: Tx, id: AppointmentId, memberId: string, now: Date): Promise<void> {
  await tx.$executeRaw`UPDATE claim SET member_id = ${memberId}::uuid, updated_at = ${now} WHERE appointment_id = ${id}::uuid`;
  await tx.appointment.update({ where: { id }, data: { memberId, updatedAt: now } });
}

/** Keeps a visit from delegates or shows it to them, and closes it in every browser where it was open. */
export async function setWithheld(tx: Tx, id: AppointmentId, withheld: boolean, now: Date): Promise<void> {
  await tx.appointment.update({ where: { id }, data: { withheld, updatedAt: now } });
  await tx.appointmentAccess.deleteMany({ where: { appointmentId: id } });
}

/** Visits of a member that they keep to themself. */
export async function listWithheld(tx: Tx, memberId: string): Promise<readonly string[]> {
  return (await tx.appointment.findMany({ where: { memberId, withheld: true }, select: { id: true } })).map(({ id }) => id);
}
