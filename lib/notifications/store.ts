import 'server-only';
import { instant } from '@/lib/clock';
import type { Db, Tx } from '@/lib/db/client';
import { destroyDaysBefore } from '@/lib/db/keyring';
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
import { dayOf, opened, ringIdFor, sealed } from './store-content';

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
  const memberId = to.memberId ?? null;
  const subject = about?.subject ?? null;
  const seal = await sealed('notification', id, content, ringIdFor(subject, memberId, now));
  await db.notification.createMany({
    data: [
      {
        id,
        memberId,
        subject,
        version: about?.version ?? 0,
        template,
        channel: to.channel,
        locale: to.locale,
        ...seal,
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
  ringId: string | null;
  attempts: number;
  member_id: string | null;
  subject: string | null;
  version: number;
  safe_times: string;
  expires_at: Date | null;
}

function toClaimed(row: Row, text: string | null): Claimed {
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
    RETURNING id, template, channel, locale, content, ring_id AS "ringId", attempts, member_id, subject, version, safe_times, expires_at`;
  const texts = await opened('notification', rows);
  return rows.map((row, at) => toClaimed(row, texts[at] ?? null));
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
  const value = { ...letter, address: envelope.address, calendar: envelope.calendar?.text ?? null };
  const message = await tx.notification.findUnique({ where: { id: envelope.id } });
  const seal = await sealed('local_mail', id, value, ringIdFor(message?.subject ?? null, message?.memberId ?? null, now));
  await tx.localMail.createMany({
    data: [{ id, notificationId: envelope.id, channel: envelope.channel, ...seal, createdAt: now }],
    skipDuplicates: true,
  });
}

export async function listLocalMail(tx: Tx, limit: number): Promise<MailboxEntry[]> {
  const rows = await tx.localMail.findMany({ orderBy: { createdAt: 'desc' }, take: limit });
  const texts = await opened('local_mail', rows);
  return rows.flatMap((row, at) => {
    const text = texts[at] ?? null;
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
  const texts = await opened('notification', rows);
  for (const [at, row] of rows.entries()) {
    const text = texts[at] ?? null;
    if (to === null || text === null) {
      await tx.notification.updateMany({ where: { id: row.id }, data: { status: 'superseded' } });
      continue;
    }
    const value: Content = { ...(JSON.parse(text) as Content), address: to.address };
    const seal = await sealed('notification', row.id, value, ringIdFor(row.subject, memberId, row.createdAt));
    await tx.notification.updateMany({
      where: { id: row.id },
      data: {
        channel: to.channel,
        safeTimes: to.safeTimes,
        locale: to.locale,
        ...seal,
      },
    });
  }
  return rows.length;
}

const DAYS_LEFT_MS = 5 * 86_400_000;

export async function deleteOld(tx: Tx, before: Date): Promise<number> {
  await tx.localMail.deleteMany({ where: { createdAt: { lt: before } } });
  // A few days later than the rows: one that waited longer is opened once more.
  await destroyDaysBefore(dayOf(after(before, -DAYS_LEFT_MS)));
  const where = { createdAt: { lt: before }, status: { in: ['sent', 'superseded', 'dead'] } };
  return (await tx.notification.deleteMany({ where })).count;
}

/** Milliseconds after `at`. */
export const after = (at: Date, ms: number): Date => instant(at.getTime() + ms);
