import { vi } from 'vitest';
import { VISIT_DETAILS } from '../factories/schedule-rows';

/** The application as it starts with other settings: they are read once for each process. */
export async function started(changes: Readonly<Record<string, string>>) {
  const { closeDb } = await import('@/lib/db/client');
  await closeDb();
  vi.resetModules();
  Object.assign(process.env, changes);
  const [scope, client, store, consents, visits, messages, queries, ready, commands, erasure] = await Promise.all([
    import('@/lib/db/scope'),
    import('@/lib/db/client'),
    import('@/lib/membership/store'),
    import('@/lib/membership/store-consent'),
    import('@/lib/scheduling/store'),
    import('@/lib/notifications/store-content'),
    import('@/lib/membership/queries'),
    import('@/lib/db/ready'),
    import('@/lib/membership/commands'),
    import('@/lib/scheduling/commands-erasure'),
  ]);
  return { ...scope, ...client, ...store, ...consents, ...visits, ...messages, ...queries, ...ready, ...commands, ...erasure };
}

/** What opens of one member and one visit: how many of each sealed thing. */
export async function whatOpens(portal: Awaited<ReturnType<typeof started>>, memberId: string, visitId: string) {
  return portal.asSystem('test', async (tx) => {
    const account = await portal.findAccount(tx, memberId);
    const visit = await portal.findAnyAppointment(tx, visitId);
    const about = { OR: [{ memberId }, { subject: `appointment:${visitId}` }] };
    const messages = await tx.notification.findMany({ where: about });
    const opened = await portal.opened('notification', messages);
    return {
      addresses: account?.addresses.length ?? 0,
      profile: account?.profile.contact?.way ?? null,
      consents: (await portal.listConsentsOf(tx, memberId)).length,
      visit: visit?.document?.details.firstName ?? null,
      messages: [opened.filter((text) => text !== null).length, messages.length],
    };
  });
}

export const ALL = { addresses: 1, profile: 'email', consents: 1, visit: VISIT_DETAILS.firstName };
export const NOTHING = { addresses: 0, profile: null, consents: 0, visit: null };
