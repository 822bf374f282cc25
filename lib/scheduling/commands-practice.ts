import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { listPracticeMail } from '@/lib/auth/store-staff';
import { instant, plainDateAt } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { asSystem } from '@/lib/db/scope';
import { appOrigins } from '@/lib/env';
import { isUuid } from '@/lib/ids';
import { enqueueNotification } from '@/lib/notifications/commands';
import { addBlackout } from './commands-blackout';
import { announceMissed } from './commands-notices';
import { type SchedulingDeps, SYSTEM } from './commands-transaction';
import { addDays } from './rules/calendar-days';
import { buildCalendarFile } from './rules/calendar-file';
import type { DayHours } from './rules/weekly-hours';
import { readLocalTime } from './rules/zone-time';
import { findAnyAppointment } from './store';
import {
  deleteBlackout,
  findBlackout,
  findOrganizationOf,
  listPracticeRoles,
  type PracticeRole,
  replaceWeeklyHours,
  setOutcome,
} from './store-practice';

/** The role, when it is the actor's own practice's. @throws NOT_FOUND for foreign and unknown ones alike */
export async function requireOwnRole(tx: Tx, actor: Actor, roleId: string): Promise<PracticeRole> {
  const organizationId = actor.kind === 'practice' ? actor.organizationId : null;
  if (!organizationId || !can(actor, 'practice.calendar', { ownerId: organizationId })) throw new AppError('NOT_FOUND');
  const role = (await listPracticeRoles(tx, organizationId)).find((each) => each.roleId === roleId);
  if (!role) throw new AppError('NOT_FOUND');
  return role;
}

/** Takes a stretch out of the practice's own book. @returns how many booked visits were flagged and told */
export async function blockTime(
  actor: Actor,
  input: { readonly roleId: string; readonly from: Date; readonly to: Date },
  deps: SchedulingDeps = SYSTEM,
): Promise<number> {
  await asSystem('practice', (tx) => requireOwnRole(tx, actor, input.roleId));
  if (input.to <= deps.clock.now()) throw new AppError('INVALID', { fields: { toDate: 'practice.errors.past' } });
  return (await addBlackout(actor, input, deps)).length;
}

/** As `blockTime`, in the wall time of the role's place; a time that a clock change skips or repeats is refused (P3). */
export async function blockLocalTime(
  actor: Actor,
  input: { readonly roleId: string; readonly from: string; readonly to: string },
  deps: SchedulingDeps = SYSTEM,
): Promise<number> {
  const { zone } = await asSystem('practice', (tx) => requireOwnRole(tx, actor, input.roleId));
  const [from, to] = [readLocalTime(input.from, zone), readLocalTime(input.to, zone)];
  if (!from.ok) throw new AppError('INVALID', { fields: { fromDate: 'practice.errors.from' } });
  if (!to.ok || to.at <= from.at) throw new AppError('INVALID', { fields: { toDate: 'practice.errors.to' } });
  return blockTime(actor, { roleId: input.roleId, from: instant(from.at), to: instant(to.at) }, deps);
}

/** Opens blocked time again. @throws NOT_FOUND */
export async function unblockTime(actor: Actor, id: string): Promise<void> {
  await asSystem('practice', async (tx) => {
    const blackout = isUuid(id) ? await findBlackout(tx, id) : null;
    if (!blackout) throw new AppError('NOT_FOUND');
    await requireOwnRole(tx, actor, blackout.roleId);
    await deleteBlackout(tx, blackout.id);
    const subject = `practitioner_role:${blackout.roleId}`;
    await recordAudit(tx, { actor: actorLabel(actor), action: 'schedule.unblocked', subject });
  });
}

/**
 * Says whether the person came; a mistake can be put right. A missed visit gets a kind message with the way to another.
 * @throws NOT_FOUND · NOT_ACTIVE before the visit's time (from its day on for an arrival)
 */
export async function markOutcome(
  actor: Actor,
  input: { readonly appointmentId: string; readonly outcome: 'arrived' | 'noshow' },
  deps: SchedulingDeps = SYSTEM,
): Promise<void> {
  const now = deps.clock.now();
  await asSystem('practice', async (tx) => {
    const row = isUuid(input.appointmentId) ? await findAnyAppointment(tx, input.appointmentId) : null;
    if (!row) throw new AppError('NOT_FOUND');
    await requireOwnRole(tx, actor, row.roleId);
    if (row.status === input.outcome) return;
    const tooEarly =
      input.outcome === 'noshow' ? row.startsAt > now : plainDateAt(row.startsAt, row.zone) > plainDateAt(now, row.zone);
    if (tooEarly || !(await setOutcome(tx, row.id, input.outcome, now))) throw new AppError('NOT_ACTIVE');
    const after = await findAnyAppointment(tx, row.id);
    if (after) await announceMissed(tx, after, input.outcome === 'noshow', deps);
    await recordAudit(tx, { actor: actorLabel(actor), action: `appointment.${input.outcome}`, subject: `appointment:${row.id}` });
  });
}

/** Sets the weekly hours of a role from today on. Booked visits stay as they are. @throws NOT_FOUND */
export async function setWeeklyHours(
  actor: Actor,
  input: { readonly roleId: string; readonly days: readonly DayHours[] },
  deps: SchedulingDeps = SYSTEM,
): Promise<void> {
  await asSystem('practice', async (tx) => {
    const role = await requireOwnRole(tx, actor, input.roleId);
    const today = plainDateAt(deps.clock.now(), role.zone);
    const hours = input.days.flatMap(({ weekday, ranges }) => ranges.map((range) => ({ weekday, ...range })));
    await replaceWeeklyHours(tx, role.scheduleId, today, addDays(today, -1), hours);
    const subject = `practitioner_role:${role.roleId}`;
    await recordAudit(tx, { actor: actorLabel(actor), action: 'schedule.hours-changed', subject });
  });
}

/**
 * Mails the practice of a visit what changed, with a calendar file that says neither who nor what for. Run by a job; a
 * visit that has changed again is told by that change's own job. A second run sends the same SEQUENCE again, which
 * calendars take as no change.
 */
export async function tellPractice(
  input: { readonly appointmentId: string; readonly version: number },
  deps: SchedulingDeps = SYSTEM,
): Promise<void> {
  await asSystem('practice', async (tx) => {
    const row = await findAnyAppointment(tx, input.appointmentId);
    if (row?.version !== input.version) return;
    const organizationId = await findOrganizationOf(tx, row.roleId);
    const [origin] = appOrigins();
    const method = row.status === 'cancelled' ? ('CANCEL' as const) : ('REQUEST' as const);
    const text = buildCalendarFile({
      method,
      uid: row.id,
      sequence: row.icsSequence,
      stampedAt: row.updatedAt.getTime(),
      start: row.startsAt.getTime(),
      end: row.endsAt.getTime(),
      language: 'en',
      organizer: `mailto:appointments@${new URL(origin).hostname}`,
      url: `${origin}/en/practice`,
    });
    for (const address of organizationId ? await listPracticeMail(tx, organizationId) : []) {
      const notification = {
        template: 'practiceVisit',
        to: { channel: 'email', address, locale: 'en' },
        params: { at: row.startsAt.toISOString(), zone: row.zone, link: '/en/practice' },
        calendar: { text, method },
      } as const;
      await enqueueNotification(tx, notification, deps);
    }
  });
}
