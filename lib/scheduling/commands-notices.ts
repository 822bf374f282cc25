import 'server-only';
import { instant } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { enqueueJob } from '@/lib/jobs/boss';
import { enqueueNotification, supersedeNotifications } from '@/lib/notifications/commands';
import type { Recipient } from '@/lib/notifications/model';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { ensureTask } from '@/lib/tasks/commands';
import type { SchedulingDeps } from './commands-transaction';
import { type LinkPurpose, linkPath } from './link-token';
import { listDisplayZones } from './rules/display-zones';
import { listReminderTimes } from './rules/reminder-times';
import type { AppointmentRow } from './store';

type Happened = 'visitBooked' | 'visitMoved' | 'visitCancelled' | 'visitNeedsChange';

export const PRACTICE_QUEUE = 'practice.tell';

/** Where a person reads messages; null for calls only and for no contact. */
function recipientOf({ document, memberId }: AppointmentRow): Recipient | null {
  if (!document) return null;
  const { contactWay, phone, email, safeTimes } = document.details;
  const to = { locale: document.locale, safeTimes, memberId };
  if (contactWay === 'text' && phone) return { channel: 'sms', address: phone, ...to };
  if (contactWay === 'email' && email) return { channel: 'email', address: email, ...to };
  return null;
}

/**
 * Tells a person and the practice what happened to a visit and plans its reminders (policy P10), in the transaction of
 * the change: messages about what the visit was before are dropped. People who asked for calls or for no contact get none.
 * @param visit as it is after the change
 */
export async function announce(tx: Tx, visit: AppointmentRow, happened: Happened, deps: SchedulingDeps): Promise<void> {
  const subject = `appointment:${visit.id}`;
  await supersedeNotifications(tx, subject, visit.version);
  if (happened !== 'visitNeedsChange') {
    await enqueueJob(tx, { queue: PRACTICE_QUEUE, data: { appointmentId: visit.id, version: visit.version } });
  }
  const to = recipientOf(visit);
  if (!to) return;
  const [zone] = listDisplayZones(visit.mode, visit.zone, PLAN_ZONE);
  // The page asks for code and birth date: a phone may be read by others.
  const params = { at: visit.startsAt.toISOString(), zone, link: `/${to.locale}/appointments/manage` };
  const message = { to, about: { subject, version: visit.version }, expiresAt: visit.startsAt };
  await enqueueNotification(tx, { ...message, params, template: happened }, deps);
  if (happened === 'visitCancelled' || happened === 'visitNeedsChange') return;
  const linkFor = (purpose: LinkPurpose) => linkPath(to.locale, { purpose, appointmentId: visit.id, version: visit.version });
  const links = { confirm: linkFor('confirm'), move: linkFor('move'), cancel: linkFor('cancel') };
  const zones = { visit: visit.zone, member: PLAN_ZONE };
  for (const { at } of listReminderTimes(visit.startsAt.getTime(), zones, deps.clock.now().getTime())) {
    const reminder = { ...message, params: { ...params, ...links }, template: 'visitReminder', sendAt: instant(at) } as const;
    await enqueueNotification(tx, reminder, deps);
  }
}

/** After a visit that was marked: drops what waits about it and, when it was missed, says kindly how to go on. */
export async function announceMissed(tx: Tx, visit: AppointmentRow, missed: boolean, deps: SchedulingDeps): Promise<void> {
  const subject = `appointment:${visit.id}`;
  await supersedeNotifications(tx, subject, visit.version);
  const to = missed ? recipientOf(visit) : null;
  if (!to) return;
  const [zone] = listDisplayZones(visit.mode, visit.zone, PLAN_ZONE);
  const params = { at: visit.startsAt.toISOString(), zone, link: `/${to.locale}/appointments/manage` };
  const about = { subject, version: visit.version };
  await enqueueNotification(tx, { template: 'visitMissed', to, params, about }, deps);
}

/**
 * Tells somebody that an earlier time is kept for them until it expires. The link asks for code and birth date. Who
 * wants calls is called by the plan's staff, within the same time.
 */
export async function announceOffer(
  tx: Tx,
  visit: AppointmentRow,
  offer: { readonly start: Date; readonly zone: string; readonly expiresAt: Date },
  deps: SchedulingDeps,
): Promise<void> {
  const to = recipientOf(visit);
  if (!to) {
    const details = visit.document?.details;
    const detail = {
      start: offer.start.toISOString(),
      roleId: visit.roleId,
      ...(details ? { voiceMessage: details.voiceMessage, safeTimes: details.safeTimes } : {}),
    };
    const note = details ? `${details.firstName}\n${details.phone ?? ''}` : null;
    const task = { kind: 'scheduling.earlier-time', subject: `appointment:${visit.id}`, detail, note } as const;
    return void (await ensureTask(tx, { ...task, dueAt: offer.expiresAt }, deps));
  }
  const [zone] = listDisplayZones(visit.mode, offer.zone, PLAN_ZONE);
  const message = {
    template: 'earlierTime',
    to,
    params: { at: offer.start.toISOString(), zone, link: `/${to.locale}/appointments/manage` },
    about: { subject: `appointment:${visit.id}`, version: visit.version },
    expiresAt: offer.expiresAt,
  } as const;
  await enqueueNotification(tx, message, deps);
}
