import 'server-only';
import { instant } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { AppointmentId, ClaimId, ClaimStatus, Span, VisitTypeId } from './model';

export interface NewClaim {
  readonly id: ClaimId;
  readonly appointmentId: AppointmentId;
  readonly roleId: string;
  readonly memberId: string;
  readonly visitTypeId: VisitTypeId;
  readonly during: Span;
  readonly busy: Span;
  readonly expiresAt: Date;
  readonly now: Date;
}

/**
 * Makes the commands of one member wait for each other until commit, so that limits and replays can be checked by
 * reading. Taken first, before any claim: members never wait for each other in a circle.
 */
export async function lockMember(tx: Db, memberId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7002, hashtext(${memberId}))`;
}

/**
 * Holds a time; holds in its way that have expired are let go by the statement that wants it (policy P7: valid while
 * now < expires_at). The exclusion constraints decide. ON CONFLICT DO NOTHING, because plain inserts deadlock when many
 * want one time.
 * @returns false when somebody, or the member elsewhere, has the time
 */
export async function insertHold(tx: Db, claim: NewClaim): Promise<boolean> {
  if (await tryInsert(tx, claim)) return true;
  const rows = await tx.$queryRaw<{ expired: number }[]>`
    SELECT expire_holds(${claim.roleId}::uuid, ${range(claim.busy)}::tstzrange, ${claim.memberId}::uuid,
      ${range(claim.during)}::tstzrange, ${claim.appointmentId}::uuid, ${claim.now}) AS expired`;
  return (rows[0]?.expired ?? 0) > 0 && tryInsert(tx, claim);
}

async function tryInsert(tx: Db, claim: NewClaim): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO claim (id, appointment_id, practitioner_role_id, member_id, visit_type_id, during, busy, status,
      expires_at, created_at, updated_at)
    VALUES (${claim.id}::uuid, ${claim.appointmentId}::uuid, ${claim.roleId}::uuid, ${claim.memberId}::uuid,
      ${claim.visitTypeId}::uuid, ${range(claim.during)}::tstzrange, ${range(claim.busy)}::tstzrange, 'held',
      ${claim.expiresAt}, ${claim.now}, ${claim.now})
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}

function range(span: Span): string {
  return `[${instant(span.start).toISOString()},${instant(span.end).toISOString()})`;
}

/** Another visit or hold of the member at that time, or null. */
export async function findOwnConflict(
  tx: Db,
  memberId: string,
  during: Span,
  appointmentId: AppointmentId,
  now: Date,
): Promise<AppointmentId | null> {
  const rows = await tx.$queryRaw<{ appointment_id: AppointmentId }[]>`
    SELECT appointment_id FROM claim WHERE member_id = ${memberId}::uuid AND during && ${range(during)}::tstzrange
      AND appointment_id <> ${appointmentId}::uuid AND (status = 'booked' OR (status = 'held' AND expires_at > ${now}))
    LIMIT 1`;
  return rows[0]?.appointment_id ?? null;
}

export interface ClaimRow {
  readonly id: ClaimId;
  readonly appointmentId: AppointmentId;
  readonly roleId: string;
  readonly memberId: string;
  readonly visitTypeId: VisitTypeId;
  readonly start: Date;
  readonly end: Date;
  readonly expiresAt: Date | null;
}

interface RawClaim {
  id: ClaimId;
  appointment_id: AppointmentId;
  practitioner_role_id: string;
  member_id: string;
  visit_type_id: VisitTypeId;
  starts: Date;
  ends: Date;
  expires_at: Date | null;
}

const toClaim = (row: RawClaim | undefined): ClaimRow | null =>
  row
    ? {
        id: row.id,
        appointmentId: row.appointment_id,
        roleId: row.practitioner_role_id,
        memberId: row.member_id,
        visitTypeId: row.visit_type_id,
        start: row.starts,
        end: row.ends,
        expiresAt: row.expires_at,
      }
    : null;

/** The valid hold of an appointment, or null. */
export async function findHold(db: Db, appointmentId: string, now: Date): Promise<ClaimRow | null> {
  const rows = await db.$queryRaw<RawClaim[]>`
    SELECT id, appointment_id, practitioner_role_id, member_id, visit_type_id, lower(during) AS starts,
      upper(during) AS ends, expires_at
    FROM claim WHERE appointment_id = ${appointmentId}::uuid AND status = 'held' AND expires_at > ${now}`;
  return toClaim(rows[0]);
}

/** The member's valid holds: to count them, and so that a second press finds the first one's. */
export async function listHolds(tx: Db, memberId: string, now: Date): Promise<ClaimRow[]> {
  const rows = await tx.$queryRaw<RawClaim[]>`
    SELECT id, appointment_id, practitioner_role_id, member_id, visit_type_id, lower(during) AS starts,
      upper(during) AS ends, expires_at
    FROM claim WHERE member_id = ${memberId}::uuid AND status = 'held' AND expires_at > ${now}`;
  return rows.map(toClaim).filter((claim) => claim !== null);
}

/** Turns the valid hold of an appointment into its booked time; null when there is none any more. */
export async function confirmHold(tx: Db, appointmentId: string, now: Date): Promise<ClaimRow | null> {
  const rows = await tx.$queryRaw<RawClaim[]>`
    UPDATE claim SET status = 'booked', expires_at = NULL, updated_at = ${now}
    WHERE appointment_id = ${appointmentId}::uuid AND status = 'held' AND expires_at > ${now}
    RETURNING id, appointment_id, practitioner_role_id, member_id, visit_type_id, lower(during) AS starts,
      upper(during) AS ends, expires_at`;
  return toClaim(rows[0]);
}

/** Lets go of an appointment's claims of one status. @returns how many */
export async function endClaims(
  tx: Db,
  appointmentId: string,
  from: 'held' | 'booked',
  to: Extract<ClaimStatus, 'released' | 'cancelled'>,
  now: Date,
): Promise<number> {
  return await tx.$executeRaw`
    UPDATE claim SET status = ${to}, updated_at = ${now} WHERE appointment_id = ${appointmentId}::uuid AND status = ${from}`;
}

/**
 * A move's moment of truth: the old booked time goes and the held one takes its place; null, with nothing changed,
 * when the hold is no longer valid. The hold is locked first, so that nobody can expire it in between.
 */
export async function swapToHold(tx: Db, appointmentId: string, now: Date): Promise<ClaimRow | null> {
  const valid = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM claim WHERE appointment_id = ${appointmentId}::uuid AND status = 'held' AND expires_at > ${now} FOR UPDATE`;
  if (valid.length === 0) return null;
  await endClaims(tx, appointmentId, 'booked', 'released', now);
  return confirmHold(tx, appointmentId, now);
}
