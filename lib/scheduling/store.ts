import 'server-only';
import { instant } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { AppointmentId, AppointmentStatus, VisitMode, VisitTypeId } from './model';
import type { NeedLevel } from './rules/access-standard';
import { type AppointmentDocument, codeHash, openDetails, readDocument, sealDetails } from './store-details';

export interface AppointmentRow {
  readonly id: AppointmentId;
  readonly roleId: string;
  readonly visitTypeId: VisitTypeId;
  readonly memberId: string;
  readonly status: AppointmentStatus;
  readonly mode: VisitMode;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly zone: string;
  readonly document: AppointmentDocument | null;
  readonly confirmedAt: Date | null;
  readonly dueAt: Date | null;
  readonly needsReschedule: boolean;
  /** Kept from those who act for the person. */
  readonly withheld: boolean;
  readonly icsSequence: number;
  /** Rises with every change; messages about an older one are dropped. */
  readonly version: number;
  readonly updatedAt: Date;
}

type PrismaRow = NonNullable<Awaited<ReturnType<Db['appointment']['findUnique']>>>;

/** Opens the details of rows that were read, asking the key ring once for all of them. */
async function toRows(rows: readonly PrismaRow[]): Promise<AppointmentRow[]> {
  const sealed = rows.filter((row) => row.details !== null);
  const opened = await openDetails(sealed);
  const documents = new Map(sealed.map(({ id }, at) => [id, opened[at] ?? null]));
  return rows.map((row) => toRow(row, documents.get(row.id) ?? null));
}

const toOne = async (row: PrismaRow | null): Promise<AppointmentRow | null> => (row ? ((await toRows([row]))[0] ?? null) : null);

function toRow(row: PrismaRow, text: string | null): AppointmentRow {
  return {
    id: row.id as AppointmentId,
    roleId: row.practitionerRoleId,
    visitTypeId: row.visitTypeId as VisitTypeId,
    memberId: row.memberId,
    status: row.status as AppointmentStatus,
    mode: row.mode as VisitMode,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    zone: row.zone,
    document: text ? readDocument(text) : null,
    confirmedAt: row.confirmedAt,
    dueAt: row.dueAt,
    needsReschedule: row.needsReschedule,
    withheld: row.withheld,
    icsSequence: row.icsSequence,
    version: row.version,
    updatedAt: row.updatedAt,
  };
}

/**
 * An appointment its holder may see: theirs, or proved by code and birth date on this browser. Foreign and unknown
 * ids are both null.
 */
export async function findAppointmentOf(db: Db, id: string, holderId: string, now: Date): Promise<AppointmentRow | null> {
  return toOne(
    await db.appointment.findFirst({
      where: { id, OR: [{ memberId: holderId }, { access: { some: { holderId, expiresAt: { gt: now } } } }] },
    }),
  );
}

export async function findByCodeHash(db: Db, hash: string): Promise<AppointmentRow | null> {
  return toOne(await db.appointment.findUnique({ where: { codeHash: hash } }));
}

/** Everything a member has booked, past and cancelled visits too, newest first. */
export async function listOfMember(db: Db, memberId: string): Promise<AppointmentRow[]> {
  const rows = await db.appointment.findMany({
    where: { memberId, status: { notIn: ['pending', 'entered-in-error'] } },
    orderBy: { startsAt: 'desc' },
    take: 500,
  });
  return toRows(rows);
}

/** Whoever owns it: for links, jobs and practices, which authorise by other means. */
export async function findAnyAppointment(db: Db, id: string): Promise<AppointmentRow | null> {
  return toOne(await db.appointment.findUnique({ where: { id } }));
}

/** The person says that they come; their messages stay as they are, so the version does too. */
export async function markConfirmed(tx: Db, id: AppointmentId, now: Date): Promise<void> {
  await tx.appointment.update({ where: { id }, data: { confirmedAt: now } });
}

/** Visits of a member that are booked and not over, soonest first. */
export async function listUpcoming(db: Db, memberId: string, now: Date): Promise<AppointmentRow[]> {
  const rows = await db.appointment.findMany({
    where: { memberId, status: 'booked', endsAt: { gt: now } },
    orderBy: { startsAt: 'asc' },
    take: 20,
  });
  return toRows(rows);
}

export interface NewAppointment {
  readonly id: AppointmentId;
  readonly roleId: string;
  readonly visitTypeId: VisitTypeId;
  readonly memberId: string;
  readonly mode: VisitMode;
  readonly start: Date;
  readonly end: Date;
  readonly zone: string;
  readonly now: Date;
}

/** A visit in the making: only a hold keeps its time. */
export async function insertPending(tx: Db, visit: NewAppointment): Promise<void> {
  await tx.appointment.create({
    data: {
      id: visit.id,
      practitionerRoleId: visit.roleId,
      visitTypeId: visit.visitTypeId,
      memberId: visit.memberId,
      status: 'pending',
      mode: visit.mode,
      startsAt: visit.start,
      endsAt: visit.end,
      zone: visit.zone,
      createdAt: visit.now,
      updatedAt: visit.now,
    },
  });
}

export interface BookedFacts {
  readonly document: AppointmentDocument;
  readonly needLevel: NeedLevel;
  readonly dueAt: Date;
}

export async function markBooked(tx: Db, id: AppointmentId, facts: BookedFacts, now: Date): Promise<void> {
  const sealed = await sealDetails(id, JSON.stringify(facts.document));
  await tx.appointment.update({
    where: { id },
    data: {
      status: 'booked',
      codeHash: codeHash(facts.document.code),
      ...sealed,
      needLevel: facts.needLevel,
      wantsEarlier: facts.document.details.wantsEarlier && facts.document.details.contactWay !== 'none',
      dueAt: facts.dueAt,
      version: { increment: 1 },
      updatedAt: now,
    },
  });
}

export async function markMoved(
  tx: Db,
  id: AppointmentId,
  to: { roleId: string; visitTypeId: VisitTypeId; mode: VisitMode; start: Date; end: Date; zone: string },
  now: Date,
): Promise<void> {
  await tx.appointment.update({
    where: { id },
    data: {
      practitionerRoleId: to.roleId,
      visitTypeId: to.visitTypeId,
      mode: to.mode,
      startsAt: to.start,
      endsAt: to.end,
      zone: to.zone,
      needsReschedule: false,
      confirmedAt: null,
      version: { increment: 1 },
      icsSequence: { increment: 1 },
      updatedAt: now,
    },
  });
}

export async function markCancelled(tx: Db, id: AppointmentId, now: Date): Promise<void> {
  await tx.appointment.update({
    where: { id },
    data: { status: 'cancelled', version: { increment: 1 }, icsSequence: { increment: 1 }, updatedAt: now },
  });
}

/** Mode of a visit type and zone of its schedule, as they are now. */
export async function findVisitKind(db: Db, visitTypeId: string): Promise<{ mode: VisitMode; zone: string } | null> {
  const row = await db.visitType.findUnique({
    where: { id: visitTypeId },
    select: { mode: true, schedule: { select: { zone: true } } },
  });
  return row ? { mode: row.mode as VisitMode, zone: row.schedule.zone } : null;
}

/** Lets a browser that proved itself see and change the appointment for a while. */
export async function grantAccess(db: Db, appointmentId: string, holderId: string, expiresAt: Date): Promise<void> {
  await db.appointmentAccess.upsert({
    where: { appointmentId_holderId: { appointmentId, holderId } },
    create: { appointmentId, holderId, expiresAt },
    update: { expiresAt },
  });
}

const PENDING_KEPT_MS = 86_400_000;

/** Removes abandoned holds' rows and expired keys and proofs. @returns abandoned visits removed */
export async function deleteAbandoned(db: Db, now: Date): Promise<number> {
  const before = instant(now.getTime() - PENDING_KEPT_MS);
  await db.$executeRaw`DELETE FROM claim c USING appointment a WHERE c.appointment_id = a.id
    AND a.status = 'pending' AND a.updated_at < ${before} AND c.status <> 'booked' AND (c.expires_at IS NULL OR c.expires_at < ${before})`;
  await db.idempotencyKey.deleteMany({ where: { expiresAt: { lte: now } } });
  await db.appointmentAccess.deleteMany({ where: { expiresAt: { lte: now } } });
  return await db.$executeRaw`DELETE FROM appointment a WHERE a.status = 'pending' AND a.updated_at < ${before}
    AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.appointment_id = a.id)`;
}
