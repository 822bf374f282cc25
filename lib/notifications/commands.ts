import 'server-only';
import { type Clock, systemClock } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { asSystem } from '@/lib/db/scope';
import { appOrigins } from '@/lib/env';
import { type Ids, systemIds } from '@/lib/ids';
import { enqueueJob } from '@/lib/jobs/boss';
import { errorFields, logger } from '@/lib/logger';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { ensureTask } from '@/lib/tasks/commands';
import { writeLetter } from './letter';
import {
  type Channel,
  type DeliveryFailure,
  type NewNotification,
  type NotificationId,
  nextTry,
  type Recipient,
  type SafeTimes,
  TEMPLATES,
  type TemplateName,
} from './model';
import { hoursFor, isSafeTime, nextSafeTime } from './rules';
import {
  after,
  assignWaiting,
  type Claimed,
  claimDue,
  deleteOld,
  insertLocalMail,
  insertNotification,
  isCurrent,
  markOver,
  markQueued,
  markSent,
  raiseSubject,
  redirectWaiting,
} from './store';
import { isMailboxOn, Refused, type Transport, transportOf } from './transports';

export interface NotifyDeps {
  readonly clock: Clock;
  readonly ids: Ids;
}
const SYSTEM: NotifyDeps = { clock: systemClock, ids: systemIds };

const LEASE_MS = 120_000;
const BATCH = 20;
const DAY_MS = 86_400_000;
const KEPT_MS = 30 * DAY_MS;

/** A person waits in front of the form for these, so the hours they called safe do not hold them back. */
const ASKED_FOR_NOW: ReadonlySet<TemplateName> = new Set(['signInCode']);

/**
 * Writes one message into the outbox, in the caller's transaction: it exists exactly when the change it tells about
 * does. Parameters are checked against the template, so that no name or health word can get in. Sent by a job.
 */
export async function enqueueNotification<Name extends TemplateName>(
  tx: Tx,
  notification: NewNotification<Name>,
  deps: NotifyDeps = SYSTEM,
): Promise<NotificationId> {
  TEMPLATES[notification.template].parse(notification.params);
  const now = deps.clock.now();
  const id = deps.ids.uuid<'notification'>();
  const { about, sendAt } = notification;
  await insertNotification(tx, id, notification, now);
  if (about) await raiseSubject(tx, about.subject, about.version);
  await enqueueJob(tx, { queue: 'notifications.deliver', data: {}, ...(sendAt && sendAt > now ? { startAfter: sendAt } : {}) });
  return id;
}

/**
 * Says that `subject` is now at `version`: waiting messages about older versions are dropped instead of sent. Call it
 * in the transaction that moves or cancels a visit.
 */
export async function supersedeNotifications(tx: Tx, subject: string, version: number): Promise<void> {
  await raiseSubject(tx, subject, version);
}

/** Sends what waits for a member to their new address, or drops it when they no longer want to be reached. */
export async function redirectNotifications(
  tx: Tx,
  memberId: string,
  to: { channel: Channel; address: string; safeTimes: SafeTimes; locale: string } | null,
): Promise<number> {
  return redirectWaiting(tx, memberId, to);
}

/** Makes messages that wait about a row a member's, so that their account's answers about safe contact hold for them. */
export async function assignNotifications(tx: Tx, subject: string, memberId: string): Promise<void> {
  await assignWaiting(tx, subject, memberId);
}

/** What an account says about a message to it, in the moment of sending. */
export type ContactDecision =
  /** There is no account, or it has not said yet: as the message was written. */
  | 'as-written'
  /** The person wants none. */
  | 'nowhere'
  | Recipient;

export interface DeliverDeps extends NotifyDeps {
  /** Asks the account again before each message to it: an answer may have changed since the message was written. */
  readonly contactOf?: (memberId: string, template: TemplateName) => Promise<ContactDecision>;
  /** Null for a channel: the mailbox when it is on, else a dead letter. */
  readonly transportOf: (channel: Channel) => Transport | null;
  readonly mailbox: boolean;
}

/**
 * Delivers every message that is due. Safe with several workers and after a crash: each message is leased, and its
 * subject's version is checked in the moment of sending.
 * @returns how many were sent
 */
export async function deliverNotifications(changes: Partial<DeliverDeps> = {}): Promise<number> {
  const deps: DeliverDeps = { ...SYSTEM, transportOf, mailbox: isMailboxOn(), ...changes };
  let sent = 0;
  for (;;) {
    const now = deps.clock.now();
    const batch = await asSystem('notifications', (tx) => claimDue(tx, now, after(now, LEASE_MS), BATCH));
    for (const message of batch) if (await deliver(message, deps)) sent += 1;
    if (batch.length < BATCH) return sent;
  }
}

/** The message as the account behind it wants it now. Codes go to the address that was typed for them. */
async function safely(message: Claimed, { contactOf }: DeliverDeps): Promise<Claimed | 'nowhere'> {
  const { envelope, memberId } = message;
  if (!envelope || !memberId || !contactOf || ASKED_FOR_NOW.has(envelope.template)) return message;
  const decision = await contactOf(memberId, envelope.template);
  if (decision === 'nowhere') return 'nowhere';
  if (decision === 'as-written') return message;
  const { channel, address, locale, safeTimes = 'any' } = decision;
  return { ...message, safeTimes, envelope: { ...envelope, channel, address, locale } };
}

/** One message in one transaction; the version row stays locked while it is handed over. */
async function deliver(written: Claimed, deps: DeliverDeps): Promise<boolean> {
  const now = deps.clock.now();
  const message = await safely(written, deps);
  if (message === 'nowhere') {
    await asSystem('notifications', (tx) => markOver(tx, written.id, 'superseded', null));
    return false;
  }
  const { id, envelope } = message;
  return asSystem('notifications', async (tx) => {
    if (!envelope) return giveUp(tx, message, 'unreadable', deps);
    if (!(await isCurrent(tx, message.subject, message.version))) return markOver(tx, id, 'superseded', null).then(() => false);
    if (message.expiresAt && message.expiresAt <= now) return markOver(tx, id, 'dead', 'expired').then(() => false);
    const hours = hoursFor(envelope.template, message.safeTimes);
    if (!ASKED_FOR_NOW.has(envelope.template) && !isSafeTime(hours, now, PLAN_ZONE)) {
      const dueAt = nextSafeTime(hours, now, PLAN_ZONE);
      return markQueued(tx, id, { dueAt, failure: null, refund: true }).then(() => false);
    }
    const letter = writeLetter(envelope, appOrigins()[0]);
    const transport = deps.transportOf(envelope.channel);
    if (transport) return hand(tx, message, () => transport.send(envelope, letter), deps);
    if (!deps.mailbox) return giveUp(tx, message, 'no-transport', deps);
    await insertLocalMail(tx, deps.ids.uuid<'local_mail'>(), envelope, letter, now);
    await markSent(tx, id, now);
    return true;
  });
}

async function hand(tx: Tx, message: Claimed, send: () => Promise<void>, deps: DeliverDeps): Promise<boolean> {
  const { clock } = deps;
  try {
    await send();
  } catch (error) {
    const refused = error instanceof Refused;
    const dueAt = refused ? null : nextTry(message.attempts, clock.now());
    logger.warn({ event: 'notification.failed', attempt: message.attempts, ...errorFields(error) });
    if (!dueAt) return giveUp(tx, message, refused ? 'refused' : 'transport', deps);
    await markQueued(tx, message.id, { dueAt, failure: 'transport', refund: false });
    return false;
  }
  await markSent(tx, message.id, clock.now());
  return true;
}

/**
 * A dead letter: over for the machine. What it told about is told by a person of the access staff, within a day and
 * before the message is of no use; of several about one visit there is one task.
 */
async function giveUp(tx: Tx, message: Claimed, failure: DeliveryFailure, deps: DeliverDeps): Promise<false> {
  const { id, subject, envelope, expiresAt } = message;
  await markOver(tx, id, 'dead', failure);
  if (!subject) return false;
  const dayAhead = after(deps.clock.now(), DAY_MS);
  const detail = { failure, ...(envelope ? { template: envelope.template } : {}) };
  const task = { kind: 'notifications.undelivered', subject, detail, note: envelope?.address ?? null } as const;
  await ensureTask(tx, { ...task, dueAt: expiresAt && expiresAt < dayAhead ? expiresAt : dayAhead }, deps);
  return false;
}

/** Removes messages of more than 30 days; run by a daily job. @returns rows removed */
export function purgeNotifications(deps: NotifyDeps = SYSTEM): Promise<number> {
  return asSystem('notifications', (tx) => deleteOld(tx, after(deps.clock.now(), -KEPT_MS)));
}
