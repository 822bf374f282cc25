import 'server-only';
import { instant } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { enqueueNotification, supersedeNotifications } from '@/lib/notifications/commands';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { SchedulingDeps } from './commands-transaction';
import { listDisplayZones } from './rules/display-zones';
import { listReminderTimes } from './rules/reminder-times';
import type { AppointmentRow } from './store';

type Happened = 'visitBooked' | 'visitMoved' | 'visitCancelled' | 'visitNeedsChange';

/**
 * Tells a person what happened to their visit and plans its reminders (policy P10), in the transaction of the change:
 * messages about what the visit was before are dropped. People who asked for calls or for no contact get none.
 * @param visit as it is after the change
 */
export async function announce(tx: Tx, visit: AppointmentRow, happened: Happened, deps: SchedulingDeps): Promise<void> {
  const subject = `appointment:${visit.id}`;
  await supersedeNotifications(tx, subject, visit.version);
  const document = visit.document;
  if (document?.details.contactWay !== 'text' || !document.details.phone) return;
  const locale = document.locale;
  const [zone] = listDisplayZones(visit.mode, visit.zone, PLAN_ZONE);
  const message = {
    to: {
      channel: 'sms',
      address: document.details.phone,
      locale,
      safeTimes: document.details.safeTimes,
      memberId: visit.memberId,
    },
    // The page asks for code and birth date: a phone may be read by others.
    params: { at: visit.startsAt.toISOString(), zone, link: `/${locale}/appointments/manage` },
    about: { subject, version: visit.version },
    expiresAt: visit.startsAt,
  } as const;
  await enqueueNotification(tx, { ...message, template: happened }, deps);
  if (happened === 'visitCancelled' || happened === 'visitNeedsChange') return;
  const zones = { visit: visit.zone, member: PLAN_ZONE };
  for (const { at } of listReminderTimes(visit.startsAt.getTime(), zones, deps.clock.now().getTime())) {
    await enqueueNotification(tx, { ...message, template: 'visitReminder', sendAt: instant(at) }, deps);
  }
}

/** Tells somebody that an earlier time is kept for them until it expires. The link asks for code and birth date. */
export async function announceOffer(
  tx: Tx,
  visit: AppointmentRow,
  offer: { readonly start: Date; readonly zone: string; readonly expiresAt: Date },
  deps: SchedulingDeps,
): Promise<void> {
  const document = visit.document;
  if (!document?.details.phone) return;
  const { locale, details } = document;
  const [zone] = listDisplayZones(visit.mode, offer.zone, PLAN_ZONE);
  const message = {
    template: 'earlierTime',
    to: {
      channel: 'sms',
      address: document.details.phone,
      locale,
      safeTimes: details.safeTimes,
      memberId: visit.memberId,
    },
    params: { at: offer.start.toISOString(), zone, link: `/${locale}/appointments/manage` },
    about: { subject: `appointment:${visit.id}`, version: visit.version },
    expiresAt: offer.expiresAt,
  } as const;
  await enqueueNotification(tx, message, deps);
}
