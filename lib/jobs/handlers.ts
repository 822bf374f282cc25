import 'server-only';
import { purgeSignIns } from '@/lib/auth/sign-in';
import { resealStaffAddresses } from '@/lib/auth/staff';
import { instant, systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { refreshOpenTimes } from '@/lib/directory/commands-open-times';
import { runUpkeep } from '@/lib/directory/commands-upkeep';
import { importUpload, purgeUploads } from '@/lib/directory/commands-uploads';
import { purgeRateLimits } from '@/lib/http/rate-limit';
import { systemIds } from '@/lib/ids';
import { purgeExpiredJourneys } from '@/lib/journey/commands';
import { runAuthorityUpkeep } from '@/lib/membership/authority';
import { deleteDueAccounts, rotateMemberKeys, tellMember } from '@/lib/membership/commands';
import { decideContact } from '@/lib/membership/queries';
import { deliverNotifications, purgeNotifications } from '@/lib/notifications/commands';
import { purgeAbandonedHolds } from '@/lib/scheduling/commands';
import { eraseVisits, resealVisits } from '@/lib/scheduling/commands-erasure';
import { readFeeds } from '@/lib/scheduling/commands-feeds';
import { tellPractice } from '@/lib/scheduling/commands-practice';
import { offerFreedTime } from '@/lib/scheduling/commands-waitlist';
import { soonestSlots } from '@/lib/scheduling/queries';
import { listPublishedRoles } from '@/lib/scheduling/queries-published';

/** Handlers must be safe to run twice: a worker can die after the work and before the note that it is done. */
export type JobHandler = (data: Readonly<Record<string, unknown>>) => Promise<void>;

/** One line for each queue of the table; the third door to the commands, beside forms and the API. */
export const JOB_HANDLERS: Readonly<Record<string, JobHandler>> = {
  'journey.purge': async () => {
    await purgeExpiredJourneys();
  },
  'rate-limit.purge': async () => {
    await purgeRateLimits(systemClock, db());
  },
  'sign-in.purge': async () => {
    await purgeSignIns();
  },
  'directory.upkeep': async () => {
    await runUpkeep({ clock: systemClock, ids: systemIds });
    await purgeUploads(systemClock);
  },
  'directory.import': async ({ uploadId }) => {
    await importUpload(String(uploadId), { clock: systemClock, ids: systemIds });
  },
  'account.notice': async ({ memberId, template }) => {
    await tellMember(String(memberId), template === 'newSignIn' ? 'newSignIn' : 'accountChanged');
  },
  'directory.open-times': async () => {
    await refreshOpenTimes({ clock: systemClock, listBookable: listPublishedRoles, findSoonest: soonestSlots });
  },
  'authority.upkeep': async () => {
    await runAuthorityUpkeep();
  },
  'accounts.delete': async () => {
    await deleteDueAccounts({ clock: systemClock, eraseVisits });
  },
  'member-keys.rewrap': async () => {
    await rotateMemberKeys();
    await resealStaffAddresses();
    await resealVisits();
  },
  'notifications.deliver': async () => {
    await deliverNotifications({ contactOf: decideContact });
  },
  'notifications.purge': async () => {
    await purgeNotifications();
  },
  'waitlist.offer': async ({ roleId, visitTypeId, start }) => {
    await offerFreedTime({ roleId: String(roleId), visitTypeId: String(visitTypeId), start: instant(String(start)) });
  },
  'busy-feed.read': async () => {
    await readFeeds();
  },
  'practice.tell': async ({ appointmentId, version }) => {
    await tellPractice({ appointmentId: String(appointmentId), version: Number(version) });
  },
  'appointment.purge': async () => {
    await purgeAbandonedHolds();
  },
};
