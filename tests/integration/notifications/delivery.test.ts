import { beforeEach, describe, expect, it } from 'vitest';
import type { MemberActor, StaffRole } from '@/lib/auth/actor';
import { fixedClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import { deliverNotifications, enqueueNotification, supersedeNotifications } from '@/lib/notifications/commands';
import { listDeliveriesForDesk } from '@/lib/notifications/queries';
import { Refused } from '@/lib/notifications/transports';
import { listVisitMessages } from '@/lib/scheduling/queries-account';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-12-01T15:00:00Z');
const deps = { clock, ids: systemIds };
const actorOf = (memberId: string): MemberActor => ({
  kind: 'member',
  memberId,
  accountId: memberId,
  relation: null,
  level: 'P1',
  provedAt: clock.now(),
});
const ana = actorOf(systemIds.uuid());
const visit = { id: systemIds.uuid() } as never as { id: never };
const subject = `appointment:${visit.id}`;
const params = { at: '2026-12-04T15:00:00.000Z', zone: 'America/New_York', link: '/en/v/x' };
const to = { channel: 'email', address: 'ana@example.org', locale: 'en', memberId: ana.memberId } as const;
const write = (template: 'visitBooked' | 'visitMoved', version: number, safeTimes: 'any' | 'evening' = 'any') =>
  asSystem('test', (tx) =>
    enqueueNotification(tx, { template, to: { ...to, safeTimes }, params, about: { subject, version } }, deps),
  );
const sending = (send: () => Promise<void>) => ({ ...deps, mailbox: false, transportOf: () => ({ send }) });
const statesOf = async (actor: MemberActor) =>
  (await listVisitMessages(actor, [visit], deps)).get(visit.id)?.map(({ template, state }) => `${template} ${state}`) ?? [];

beforeEach(async () => {
  clock.set('2026-12-01T15:00:00Z');
  await database.asOwner('TRUNCATE notification, notification_subject, task');
});

describe('messages about a visit', () => {
  it('are shown to the member with what became of them, and to no other member', async () => {
    await write('visitBooked', 1);
    await deliverNotifications(sending(async () => {}));
    await write('visitMoved', 1, 'evening');
    expect(await statesOf(ana)).toEqual(['visitBooked sent', 'visitMoved waiting']);
    expect(await statesOf(actorOf(systemIds.uuid()))).toEqual([]);
  });

  it('that wait about what the visit was before are gone from the list at once', async () => {
    await write('visitBooked', 1, 'evening');
    await asSystem('test', (tx) => supersedeNotifications(tx, subject, 2));
    expect(await statesOf(ana)).toEqual([]);
  });

  it('that could not be sent are failed for the member and on the desk of the access staff, and of nobody else', async () => {
    await write('visitBooked', 1);
    await deliverNotifications(
      sending(async () => {
        throw new Refused();
      }),
    );
    expect(await statesOf(ana)).toEqual(['visitBooked failed']);
    const staff = (role: StaffRole) => ({ kind: 'staff', staffId: systemIds.uuid(), role }) as const;
    const seen = await listDeliveriesForDesk(staff('access'), subject, deps);
    expect(seen).toMatchObject([{ template: 'visitBooked', channel: 'email', state: 'failed' }]);
    expect(JSON.stringify(seen)).not.toContain('example.org');
    for (const role of ['directory', 'coordination', 'break-glass'] as const) {
      await expect(listDeliveriesForDesk(staff(role), subject, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('are nothing a helper sees', async () => {
    await write('visitBooked', 1);
    expect(await statesOf({ ...ana, accountId: systemIds.uuid(), relation: 'helper' })).toEqual([]);
  });
});
