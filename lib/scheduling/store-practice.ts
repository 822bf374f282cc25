import 'server-only';
import type { PlainDateString } from '@/lib/clock';
import { instant } from '@/lib/clock';
import type { Db, Tx } from '@/lib/db/client';
import { systemIds } from '@/lib/ids';
import type { ConsentCheck } from '@/lib/needs/model';
import type { AppointmentId, WeeklyRule } from './model';
import { type AppointmentRow, findAnyAppointment } from './store';
import { type AppointmentDocument, sealDetails } from './store-details';

/** A role of a practice with a book of its own. */
export interface PracticeRole {
  readonly roleId: string;
  readonly scheduleId: string;
  /**
   * Who it is, as the directory has it; the practice's own name when it is nobody by name. With the street and the city
   * where several would read the same.
   */
  readonly name: string;
  readonly zone: string;
}

/** Roles of one organization that take bookings; none of anybody else's. */
export async function listPracticeRoles(db: Db, organizationId: string): Promise<readonly PracticeRole[]> {
  const rows = await db.schedule.findMany({
    where: { active: true, practitionerRole: { organizationId, active: true } },
    select: {
      id: true,
      zone: true,
      practitionerRoleId: true,
      practitionerRole: {
        select: {
          practitioner: { select: { given: true, family: true } },
          organization: { select: { name: true } },
          location: { select: { line1: true, city: true } },
        },
      },
    },
    orderBy: { practitionerRoleId: 'asc' },
    take: 200,
  });
  const named = rows.map(({ id, zone, practitionerRoleId, practitionerRole: { practitioner, organization, location } }) => ({
    role: { roleId: practitionerRoleId, scheduleId: id, zone },
    name: practitioner ? [...practitioner.given, practitioner.family].join(' ') : organization.name,
    site: [location?.line1, location?.city].filter(Boolean).join(', '),
  }));
  const alike = (name: string) => named.filter((each) => each.name === name).length > 1;
  return named.map(({ role, name, site }) => ({ ...role, name: site && alike(name) ? `${name} (${site})` : name }));
}

/** The organization a role belongs to, or null. */
export async function findOrganizationOf(db: Db, roleId: string): Promise<string | null> {
  const role = await db.practitionerRole.findUnique({ where: { id: roleId }, select: { organizationId: true } });
  return role?.organizationId ?? null;
}

const SHOWN = ['booked', 'arrived', 'fulfilled', 'noshow'];

/** Visits of a role that start in `[from, to)`, soonest first. */
export async function listVisitsOf(db: Db, roleId: string, from: Date, to: Date): Promise<readonly AppointmentRow[]> {
  const rows = await db.appointment.findMany({
    where: { practitionerRoleId: roleId, status: { in: SHOWN }, startsAt: { gte: from, lt: to } },
    select: { id: true },
    orderBy: { startsAt: 'asc' },
    take: 300,
  });
  const found = await Promise.all(rows.map((row) => findAnyAppointment(db, row.id)));
  return found.filter((row) => row !== null);
}

export interface BlackoutRow {
  readonly id: string;
  readonly from: Date;
  readonly to: Date;
}

/** Time a practice took out of its book that meets `[from, to)`. */
export async function listBlackouts(db: Db, roleId: string, from: Date, to: Date): Promise<readonly BlackoutRow[]> {
  const rows = await db.blackout.findMany({
    where: { practitionerRoleId: roleId, startsAt: { lt: to }, endsAt: { gt: from } },
    orderBy: { startsAt: 'asc' },
  });
  return rows.map(({ id, startsAt, endsAt }) => ({ id, from: startsAt, to: endsAt }));
}

export async function findBlackout(db: Db, id: string): Promise<(BlackoutRow & { readonly roleId: string }) | null> {
  const row = await db.blackout.findUnique({ where: { id } });
  return row && { id: row.id, from: row.startsAt, to: row.endsAt, roleId: row.practitionerRoleId };
}

/** Opens a blackout's time again. Visits that were flagged for it stay flagged: the people were told. */
export async function deleteBlackout(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM claim WHERE appointment_id = ${id}::uuid AND status = 'blocked'`;
  await tx.blackout.delete({ where: { id } });
}

/** Says how a visit ended. @returns false when it had another state in the meantime */
export async function setOutcome(tx: Tx, id: AppointmentId, status: 'arrived' | 'noshow', now: Date): Promise<boolean> {
  const { count } = await tx.appointment.updateMany({
    where: { id, status: { in: ['booked', 'arrived', 'noshow'] } },
    data: { status, version: { increment: 1 }, updatedAt: now },
  });
  return count === 1;
}

/**
 * Writes down what a clinician confirmed, in the sealed part: it says that somebody is a minor. Messages stay as they
 * are, so the version does too. @returns false when the visit changed in the meantime
 */
export async function setConsentCheck(tx: Tx, row: AppointmentRow, check: ConsentCheck, now: Date): Promise<boolean> {
  if (!row.document) return false;
  const document: AppointmentDocument = { ...row.document, consentCheck: { ...check, roleId: row.roleId } };
  const sealed = await sealDetails(row.id, JSON.stringify(document));
  const where = { id: row.id, version: row.version, updatedAt: row.updatedAt };
  return (await tx.appointment.updateMany({ where, data: { ...sealed, updatedAt: now } })).count === 1;
}

type NewHours = Pick<WeeklyRule, 'weekday' | 'startsMinute' | 'endsMinute'>;

/** Replaces the weekly hours from a date on; the days before keep theirs. */
export async function replaceWeeklyHours(
  tx: Tx,
  scheduleId: string,
  from: PlainDateString,
  dayBefore: PlainDateString,
  hours: readonly NewHours[],
): Promise<void> {
  const starts = instant(`${from}T00:00:00Z`);
  await tx.scheduleRule.deleteMany({ where: { scheduleId, validFrom: { gte: starts } } });
  await tx.scheduleRule.updateMany({
    where: { scheduleId, OR: [{ validTo: null }, { validTo: { gte: starts } }] },
    data: { validTo: instant(`${dayBefore}T00:00:00Z`) },
  });
  await tx.scheduleRule.createMany({
    data: hours.map((each) => ({ ...each, id: systemIds.uuid(), scheduleId, validFrom: starts })),
  });
  await tx.schedule.update({ where: { id: scheduleId }, data: { version: { increment: 1 } } });
}
