import 'server-only';
import type { Db } from '@/lib/db/client';
import type { AppointmentId, ClaimId } from './model';
import { type AppointmentRow, findAppointmentOf } from './store';

/** A time that became free. */
export interface FreedTime {
  readonly roleId: string;
  readonly visitTypeId: string;
  readonly start: Date;
}

/**
 * Who may be offered a freed time, in the order of policy P12: need level, then who booked first. Booked later with the
 * same kind of visit, without an open offer or move, and never offered this time before.
 */
export async function listWaiting(tx: Db, freed: FreedTime, now: Date): Promise<AppointmentRow[]> {
  const rows = await tx.$queryRaw<{ id: string; member_id: string }[]>`
    SELECT a.id, a.member_id FROM appointment a
    WHERE a.practitioner_role_id = ${freed.roleId}::uuid AND a.visit_type_id = ${freed.visitTypeId}::uuid
      AND a.status = 'booked' AND a.wants_earlier AND a.starts_at > ${freed.start}
      AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.appointment_id = a.id AND c.status = 'held' AND c.expires_at > ${now})
      AND NOT EXISTS (SELECT 1 FROM slot_offer o WHERE o.appointment_id = a.id AND o.starts_at = ${freed.start})
    ORDER BY CASE a.need_level WHEN 'emergent' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END, a.created_at, a.id
    LIMIT 5`;
  const found = await Promise.all(rows.map((row) => findAppointmentOf(tx, row.id, row.member_id, now)));
  return found.filter((row) => row !== null);
}

export interface NewOffer {
  readonly id: string;
  readonly appointmentId: AppointmentId;
  readonly claimId: ClaimId;
  readonly roleId: string;
  readonly startsAt: Date;
  readonly expiresAt: Date;
  readonly now: Date;
}

export async function insertOffer(tx: Db, offer: NewOffer): Promise<void> {
  await tx.slotOffer.create({
    data: {
      id: offer.id,
      appointmentId: offer.appointmentId,
      claimId: offer.claimId,
      practitionerRoleId: offer.roleId,
      startsAt: offer.startsAt,
      expiresAt: offer.expiresAt,
      createdAt: offer.now,
    },
  });
}

/** True when the newest hold of an appointment came from an offer. */
export async function isOffer(tx: Db, appointmentId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ offered: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM slot_offer o WHERE o.claim_id = c.id) AS offered
    FROM claim c WHERE c.appointment_id = ${appointmentId}::uuid ORDER BY c.id DESC LIMIT 1`;
  return rows[0]?.offered ?? false;
}

export async function insertBlackout(
  tx: Db,
  row: { id: string; roleId: string; from: Date; to: Date; now: Date },
): Promise<void> {
  await tx.blackout.create({
    data: { id: row.id, practitionerRoleId: row.roleId, startsAt: row.from, endsAt: row.to, createdAt: row.now },
  });
}

/** Booked visits whose time with buffers meets a stretch; their rows stay locked until commit. */
export async function flagBooked(tx: Db, roleId: string, from: Date, to: Date, now: Date): Promise<AppointmentRow[]> {
  const rows = await tx.$queryRaw<{ id: string; member_id: string }[]>`
    UPDATE appointment SET needs_reschedule = true, version = version + 1, updated_at = ${now}
    WHERE status = 'booked' AND id IN (SELECT appointment_id FROM claim WHERE practitioner_role_id = ${roleId}::uuid
      AND status = 'booked' AND busy && tstzrange(${from}, ${to}))
    RETURNING id, member_id`;
  const found = await Promise.all(rows.map((row) => findAppointmentOf(tx, row.id, row.member_id, now)));
  return found.filter((row) => row !== null);
}

/** Lets go of unconfirmed holds in a stretch that is being taken out of the book. */
export async function releaseHoldsWithin(tx: Db, roleId: string, from: Date, to: Date, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE claim SET status = 'released', updated_at = ${now} WHERE practitioner_role_id = ${roleId}::uuid
      AND status = 'held' AND busy && tstzrange(${from}, ${to})`;
}

/**
 * Puts blocked claims over the parts of a stretch that no booked visit has, so that a booking and a blackout cannot
 * both win. @returns false when somebody took a part in the meantime: read again
 */
export async function blockFreeParts(
  tx: Db,
  row: { id: string; roleId: string; from: Date; to: Date; now: Date },
): Promise<boolean> {
  const inserted = await tx.$queryRaw<{ wanted: number; made: number }[]>`
    WITH parts AS (
      SELECT unnest(tstzmultirange(tstzrange(${row.from}, ${row.to})) - coalesce(range_agg(busy), '{}'::tstzmultirange)) AS part
      FROM claim WHERE practitioner_role_id = ${row.roleId}::uuid AND status IN ('booked', 'blocked')
        AND busy && tstzrange(${row.from}, ${row.to})),
    made AS (
      INSERT INTO claim (id, appointment_id, practitioner_role_id, during, busy, status, created_at, updated_at)
      SELECT gen_random_uuid(), ${row.id}::uuid, ${row.roleId}::uuid, part, part, 'blocked', ${row.now}, ${row.now} FROM parts
      ON CONFLICT DO NOTHING RETURNING 1)
    SELECT (SELECT count(*) FROM parts)::int AS wanted, (SELECT count(*) FROM made)::int AS made`;
  return inserted[0]?.wanted === inserted[0]?.made;
}
