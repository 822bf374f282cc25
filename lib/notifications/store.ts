import 'server-only';
import { instant } from '@/lib/clock';
import type { Db, Tx } from '@/lib/db/client';
import { open, seal } from '@/lib/db/seal';
import type {
  Channel,
  DeliveryFailure,
  Envelope,
  Letter,
  NewNotification,
  NotificationId,
  SafeTimes,
  TemplateName,
} from './model';

const PURPOSE = 'notification';
const boundTo = (table: string, id: string) => `${table}:content:${id}`;
const sealed = (table: string, id: string, value: unknown) =>
  new Uint8Array(seal(PURPOSE, boundTo(table, id), JSON.stringify(value)));

interface Content {
  address: string;
  params: Record<string, string>;
  calendar?: NewNotification['calendar'];
}

/** A message taken for delivery. `envelope` is null when its content cannot be opened (the key was replaced). */
export interface Claimed {
  readonly id: NotificationId;
  readonly attempts: number;
  /** Whose message it is, when that person may have an account. */
  readonly memberId: string | null;
  readonly subject: string | null;
  readonly version: number;
  readonly safeTimes: SafeTimes;
  readonly expiresAt: Date | null;
  readonly envelope: Envelope | null;
}

/** Without RETURNING: a visitor may write a message, and may not read it back. */
export async function insertNotification(
  db: Db,
  id: NotificationId,
  { template, to, params, about, sendAt, expiresAt, calendar }: NewNotification,
  now: Date,
): Promise<void> {
  const content: Content = { address: to.address, params: params as Record<string, string>, ...(calendar ? { calendar } : {}) };
  await db.notification.createMany({
    data: [
      {
        id,
        memberId: to.memberId ?? null,
        subject: about?.subject ?? null,
        version: about?.version ?? 0,
        template,
        channel: to.channel,
        locale: to.locale,
        content: sealed('notification', id, content),
        safeTimes: to.safeTimes ?? 'any',
        dueAt: sendAt ?? now,
        expiresAt: expiresAt ?? null,
        createdAt: now,
      },
    ],
  });
}

/** Makes messages that wait about `subject` a member's: from now on their account says where they may go. */
export async function assignWaiting(tx: Tx, subject: string, memberId: string): Promise<void> {
  await tx.notification.updateMany({ where: { subject, status: { in: ['queued', 'sending'] } }, data: { memberId } });
}

/** Never goes back: two transactions may finish in the other order. */
export async function raiseSubject(db: Db, subject: string, version: number): Promise<void> {
  await db.$executeRaw`
    INSERT INTO notification_subject AS s (subject, version) VALUES (${subject}, ${version})
    ON CONFLICT (subject) DO UPDATE SET version = greatest(s.version, ${version})`;
}

interface Row {
  id: string;
  template: string;
  channel: string;
  locale: string;
  content: Uint8Array;
  attempts: number;
  member_id: string | null;
  subject: string | null;
  version: number;
  safe_times: string;
  expires_at: Date | null;
}

function toClaimed(row: Row): Claimed {
  const text = open(PURPOSE, boundTo('notification', row.id), row.content);
  const content = text === null ? null : (JSON.parse(text) as Content);
  const id = row.id as NotificationId;
  return {
    id,
    attempts: row.attempts,
    memberId: row.member_id,
    subject: row.subject,
    version: row.version,
    safeTimes: row.safe_times as SafeTimes,
    expiresAt: row.expires_at,
    envelope: content && {
      id,
      template: row.template as TemplateName,
      channel: row.channel as Channel,
      locale: row.locale as 'en' | 'es',
      ...content,
    },
  };
}

/** Takes up to `limit` due messages for `leaseUntil`; two workers never take the same one, a dead worker's come back. */
export async function claimDue(tx: Tx, now: Date, leaseUntil: Date, limit: number): Promise<Claimed[]> {
  const rows = await tx.$queryRaw<Row[]>`
    UPDATE notification SET status = 'sending', lease_until = ${leaseUntil}, attempts = attempts + 1
    WHERE id IN (
      SELECT id FROM notification
      WHERE (status = 'queued' AND due_at <= ${now}) OR (status = 'sending' AND lease_until <= ${now})
      ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, template, channel, locale, content, attempts, member_id, subject, version, safe_times, expires_at`;
  return rows.map(toClaimed);
}

/** True when the row the message tells about has not moved on. Locks its version against a change while we send. */
export async function isCurrent(tx: Tx, subject: string | null, version: number): Promise<boolean> {
  if (subject === null) return true;
  const rows = await tx.$queryRaw<{ version: number }[]>`
    SELECT version FROM notification_subject WHERE subject = ${subject} FOR SHARE`;
  return (rows[0]?.version ?? 0) <= version;
}

export async function markSent(tx: Tx, id: NotificationId, now: Date): Promise<void> {
  await tx.notification.updateMany({ where: { id }, data: { status: 'sent', sentAt: now, leaseUntil: null, failure: null } });
}

export async function markOver(
  tx: Tx,
  id: NotificationId,
  status: 'superseded' | 'dead',
  failure: DeliveryFailure | null,
): Promise<void> {
  await tx.notification.updateMany({ where: { id }, data: { status, failure, leaseUntil: null } });
}

export async function markQueued(
  tx: Tx,
  id: NotificationId,
  { dueAt, failure, refund }: { dueAt: Date; failure: DeliveryFailure | null; refund: boolean },
): Promise<void> {
  const data = { status: 'queued', dueAt, failure, leaseUntil: null, ...(refund ? { attempts: { decrement: 1 } } : {}) };
  await tx.notification.updateMany({ where: { id }, data });
}

export interface MailboxEntry extends Letter {
  readonly id: string;
  readonly channel: Channel;
  readonly address: string;
  readonly calendar: string | null;
  readonly at: Date;
}

/** One row for each message, however often a worker comes back to it. */
export async function insertLocalMail(tx: Tx, id: string, envelope: Envelope, letter: Letter, now: Date): Promise<void> {
  const content = { ...letter, address: envelope.address, calendar: envelope.calendar?.text ?? null };
  await tx.localMail.createMany({
    data: [
      { id, notificationId: envelope.id, channel: envelope.channel, content: sealed('local_mail', id, content), createdAt: now },
    ],
    skipDuplicates: true,
  });
}

export async function listLocalMail(tx: Tx, limit: number): Promise<MailboxEntry[]> {
  const rows = await tx.localMail.findMany({ orderBy: { createdAt: 'desc' }, take: limit });
  return rows.flatMap((row) => {
    const text = open(PURPOSE, boundTo('local_mail', row.id), row.content);
    return text === null ? [] : [{ id: row.id, channel: row.channel as Channel, at: row.createdAt, ...JSON.parse(text) }];
  });
}

/** Points waiting messages of a member to another address, or drops them when there is none. */
export async function redirectWaiting(
  tx: Tx,
  memberId: string,
  to: { channel: Channel; address: string; safeTimes: SafeTimes; locale: string } | null,
): Promise<number> {
  const rows = await tx.notification.findMany({ where: { memberId, status: 'queued' } });
  for (const row of rows) {
    const text = open(PURPOSE, boundTo('notification', row.id), row.content);
    if (to === null || text === null) {
      await tx.notification.updateMany({ where: { id: row.id }, data: { status: 'superseded' } });
      continue;
    }
    const content: Content = { ...(JSON.parse(text) as Content), address: to.address };
    await tx.notification.updateMany({
      where: { id: row.id },
      data: {
        channel: to.channel,
        safeTimes: to.safeTimes,
        locale: to.locale,
        content: sealed('notification', row.id, content),
      },
    });
  }
  return rows.length;
}

export async function deleteOld(tx: Tx, before: Date): Promise<number> {
  await tx.localMail.deleteMany({ where: { createdAt: { lt: before } } });
  const where = { createdAt: { lt: before }, status: { in: ['sent', 'superseded', 'dead'] } };
  return (await tx.notification.deleteMany({ where })).count;
}

/** Milliseconds after `at`. */
export const after = (at: Date, ms: number): Date => instant(at.getTime() + ms);
