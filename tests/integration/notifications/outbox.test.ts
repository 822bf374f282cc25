import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '@/lib/clock';
import { db, inTransaction } from '@/lib/db/client';
import { asMember, asSystem } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import {
  deliverNotifications,
  enqueueNotification,
  redirectNotifications,
  supersedeNotifications,
} from '@/lib/notifications/commands';
import type { Envelope, NewNotification } from '@/lib/notifications/model';
import { Refused } from '@/lib/notifications/transports';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-12-01T15:00:00Z');
const deps = { clock, ids: systemIds };
const MEMBER = systemIds.uuid();

const sent: Envelope[] = [];
const working = {
  ...deps,
  mailbox: false,
  transportOf: () => ({ send: async (envelope: Envelope) => void sent.push(envelope) }),
};

const message = (change: Partial<NewNotification<'visitReminder'>> = {}): NewNotification<'visitReminder'> => ({
  template: 'visitReminder',
  to: { channel: 'sms', address: '+17045550123', locale: 'en', memberId: MEMBER },
  params: {
    at: '2026-12-02T15:00:00.000Z',
    zone: 'America/New_York',
    link: '/en/v/x',
    confirm: '/en/v/a',
    move: '/en/v/b',
    cancel: '/en/v/c',
  },
  ...change,
});
const statuses = () =>
  database.asOwner<{ status: string; failure: string | null }>('SELECT status, failure FROM notification ORDER BY id');

beforeEach(async () => {
  clock.set('2026-12-01T15:00:00Z');
  sent.length = 0;
  await database.asOwner('TRUNCATE notification, notification_subject, local_mail');
});

describe('the outbox', () => {
  it('keeps a message exactly when the transaction it tells about commits', async () => {
    await inTransaction(async (tx) => {
      await enqueueNotification(tx, message(), deps);
      throw new Error('the booking failed');
    }).catch(() => {});
    expect(await statuses()).toEqual([]);
    await inTransaction((tx) => enqueueNotification(tx, message(), deps));
    expect(await deliverNotifications(working)).toBe(1);
    expect(sent.map(({ address }) => address)).toEqual(['+17045550123']);
  });

  it('holds address and facts sealed', async () => {
    await inTransaction((tx) => enqueueNotification(tx, message(), deps));
    const [row] = await database.asOwner<{ dump: string }>("SELECT encode(content, 'escape') AS dump FROM notification");
    expect(row?.dump).not.toContain('7045550123');
    expect(row?.dump).not.toContain('New_York');
  });

  it('refuses a message with a fact the template does not have', async () => {
    const wrong = message({ params: { ...message().params, practice: 'Catawba River Counseling' } as never });
    await expect(inTransaction((tx) => enqueueNotification(tx, wrong, deps))).rejects.toThrow();
  });

  it('sends each of 60 messages once with four workers', async () => {
    for (let n = 0; n < 60; n++) await inTransaction((tx) => enqueueNotification(tx, message(), deps));
    const counts = await Promise.all(Array.from({ length: 4 }, () => deliverNotifications(working)));
    expect(counts.reduce((a, b) => a + b)).toBe(60);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(60);
  });

  it('takes over from a worker that died, after its lease', async () => {
    await inTransaction((tx) => enqueueNotification(tx, message(), deps));
    await database.asOwner("UPDATE notification SET status = 'sending', lease_until = $1", [
      new Date(clock.now().getTime() + 60_000),
    ]);
    expect(await deliverNotifications(working)).toBe(0);
    clock.advance(61_000);
    expect(await deliverNotifications(working)).toBe(1);
  });

  it('drops a message about a version that has passed', async () => {
    const about = { subject: 'appointment:1', version: 3 };
    await inTransaction((tx) => enqueueNotification(tx, message({ about }), deps));
    await inTransaction((tx) => supersedeNotifications(tx, about.subject, 4));
    expect(await deliverNotifications(working)).toBe(0);
    expect(await statuses()).toEqual([{ status: 'superseded', failure: null }]);
  });

  it('waits for the hours the person called safe', async () => {
    const to = { ...message().to, safeTimes: 'evening' as const };
    await inTransaction((tx) => enqueueNotification(tx, message({ to }), deps));
    expect(await deliverNotifications(working)).toBe(0);
    clock.set('2026-12-01T22:00:00Z');
    expect(await deliverNotifications(working)).toBe(1);
  });

  it('P10: keeps a reminder that comes late, or is tried again at night, until 8:00', async () => {
    let works = false;
    const send = async (envelope: Envelope) => {
      if (!works) throw new Error('busy');
      sent.push(envelope);
    };
    await inTransaction((tx) => enqueueNotification(tx, message(), deps));
    // 20:59 of a New York evening.
    clock.set('2026-12-02T01:59:00Z');
    await deliverNotifications({ ...working, transportOf: () => ({ send }) });
    works = true;
    for (const night of ['2026-12-02T02:00:00Z', '2026-12-02T04:30:00Z', '2026-12-02T12:59:59Z']) {
      clock.set(night);
      expect(await deliverNotifications({ ...working, transportOf: () => ({ send }) })).toBe(0);
    }
    clock.set('2026-12-02T13:00:00Z');
    expect(await deliverNotifications({ ...working, transportOf: () => ({ send }) })).toBe(1);
  });

  it('tries five times after a failure, then leaves a dead letter', async () => {
    const broken = { ...working, transportOf: () => ({ send: () => Promise.reject(new Error('421 x@example.org busy')) }) };
    await inTransaction((tx) => enqueueNotification(tx, message(), deps));
    for (let n = 0; n < 6; n++) {
      expect(await deliverNotifications(broken)).toBe(0);
      clock.advance(24 * 3_600_000);
    }
    expect(await statuses()).toEqual([{ status: 'dead', failure: 'transport' }]);
  });

  it('makes one task of the access staff of what nobody got about a visit, with where it was to go, sealed', async () => {
    const refusing = { ...working, transportOf: () => ({ send: () => Promise.reject(new Refused()) }) };
    const about = { subject: 'appointment:1', version: 1 };
    await inTransaction((tx) => enqueueNotification(tx, message({ about }), deps));
    await inTransaction((tx) => enqueueNotification(tx, message({ about }), deps));
    await deliverNotifications(refusing);
    const tasks = await database.asOwner<{ text: string }>(
      `SELECT kind, owner, detail->>'failure' AS failure, due_at FROM task WHERE status = 'open' AND subject = 'appointment:1'`,
    );
    const dueAt = new Date('2026-12-02T15:00:00Z');
    expect(tasks).toEqual([{ kind: 'notifications.undelivered', owner: 'access', failure: 'refused', due_at: dueAt }]);
    expect(JSON.stringify(await database.asOwner('SELECT task::text FROM task'))).not.toContain('7045550123');
  });

  it('does not try again what the receiver refused, nor what is of no use any more', async () => {
    const refusing = { ...working, transportOf: () => ({ send: () => Promise.reject(new Refused()) }) };
    await inTransaction((tx) => enqueueNotification(tx, message(), deps));
    await deliverNotifications(refusing);
    await inTransaction((tx) => enqueueNotification(tx, message({ expiresAt: clock.now() }), deps));
    await deliverNotifications(working);
    expect(await statuses()).toEqual([
      { status: 'dead', failure: 'refused' },
      { status: 'dead', failure: 'expired' },
    ]);
  });

  it('writes to the local mailbox once, sealed', async () => {
    await inTransaction((tx) => enqueueNotification(tx, message(), deps));
    await deliverNotifications({ ...working, mailbox: true, transportOf: () => null });
    await database.asOwner("UPDATE notification SET status = 'queued'");
    await deliverNotifications({ ...working, mailbox: true, transportOf: () => null });
    const rows = await database.asOwner<{ dump: string }>("SELECT encode(content, 'escape') AS dump FROM local_mail");
    expect(rows).toHaveLength(1);
    expect(rows[0]?.dump).not.toContain('appointment');
  });

  it('follows a change of contact, and stops when the person wants no messages', async () => {
    await inTransaction((tx) => enqueueNotification(tx, message(), deps));
    const to = { channel: 'email', address: 'new@example.org', safeTimes: 'any', locale: 'es' } as const;
    expect(await asMember(MEMBER, (tx) => redirectNotifications(tx, MEMBER, to))).toBe(1);
    await deliverNotifications(working);
    expect(sent).toMatchObject([{ channel: 'email', address: 'new@example.org', locale: 'es' }]);
    await inTransaction((tx) => enqueueNotification(tx, message(), deps));
    await asMember(MEMBER, (tx) => redirectNotifications(tx, MEMBER, null));
    expect(await deliverNotifications(working)).toBe(0);
  });
});

describe('messages of others', () => {
  it('do not exist outside a scope or for another member', async () => {
    await inTransaction((tx) => enqueueNotification(tx, message(), deps));
    expect(await db().notification.count()).toBe(0);
    expect(await asMember(systemIds.uuid(), (tx) => tx.notification.count())).toBe(0);
    expect(await asMember(MEMBER, (tx) => tx.notification.count())).toBe(1);
    expect(await asSystem('test', (tx) => tx.notification.count())).toBe(1);
  });
});
