import { z } from 'zod';
import { instant } from '@/lib/clock';
import type { Id } from '@/lib/ids';

export type NotificationId = Id<'notification'>;

export const CHANNELS = ['email', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Hours in which a message may arrive, local to the plan. Mornings 8–12, afternoons 12–17, evenings 17–21. */
export const SAFE_HOURS = {
  any: [0, 24],
  morning: [8, 12],
  afternoon: [12, 17],
  evening: [17, 21],
} as const satisfies Record<string, readonly [number, number]>;
export type SafeTimes = keyof typeof SAFE_HOURS;

/** From when to when a message that nobody is waiting for may arrive (scheduling policy P10). */
export const AWAKE_HOURS = [8, 21] as const;

/** Why a message was not delivered. A closed list, because transports quote addresses in their errors. */
export type DeliveryFailure = 'transport' | 'refused' | 'no-transport' | 'expired' | 'unreadable';

const moment = z.strictObject({ at: z.iso.datetime(), zone: z.string() });
const link = z.string().startsWith('/').max(400);

/**
 * Every message the portal sends, with the only facts it may carry. No name of a person or practice and no health
 * word has a place here: a phone shows the first line to whoever holds it.
 * `link` is an address on this site without origin.
 */
export const TEMPLATES = {
  signInCode: z.strictObject({ code: z.string().max(12) }),
  newSignIn: z.strictObject({ link }),
  accountChanged: z.strictObject({ link }),
  messageWaiting: z.strictObject({ link }),
  visitBooked: moment.extend({ link }),
  visitMoved: moment.extend({ link }),
  visitCancelled: moment.extend({ link }),
  visitReminder: moment.extend({ link, confirm: link, move: link, cancel: link }),
  visitMissed: moment.extend({ link }),
  visitNeedsChange: moment.extend({ link }),
  earlierTime: moment.extend({ link }),
  practiceVisit: moment.extend({ link }),
  delegateInvite: z.strictObject({ link }),
  accountClosing: z.strictObject({ on: z.iso.date(), link }),
} as const satisfies Record<string, z.ZodType>;
export type TemplateName = keyof typeof TEMPLATES;

/** Messages that wait for the morning, also when they were late or are tried again. */
export const NOT_AT_NIGHT: ReadonlySet<TemplateName> = new Set(['visitReminder', 'visitMissed']);

/** What became of a message, for the person it is for and for staff. */
export const DELIVERY_STATES = ['sent', 'planned', 'waiting', 'sending', 'again', 'failed', 'late'] as const;

export interface DeliveryView {
  readonly template: TemplateName;
  readonly channel: Channel;
  readonly state: (typeof DELIVERY_STATES)[number];
  /** When it was sent or written, or when it goes out. */
  readonly at: Date;
}

export type TemplateParams<Name extends TemplateName> = z.output<(typeof TEMPLATES)[Name]>;

/** Where and when a person wants to be reached. */
export interface Recipient {
  readonly channel: Channel;
  /** E.164 for text messages, an address for mail. Sealed at rest. */
  readonly address: string;
  readonly locale: 'en' | 'es';
  readonly safeTimes?: SafeTimes;
  /** Set when the person has an account, so that a change of contact reaches messages that wait. */
  readonly memberId?: string;
}

export interface NewNotification<Name extends TemplateName = TemplateName> {
  readonly template: Name;
  readonly to: Recipient;
  readonly params: TemplateParams<Name>;
  /** `<table>:<id>` and its version: the message is dropped when the row has moved on before it is sent. */
  readonly about?: { readonly subject: string; readonly version: number };
  /** Earliest time of sending; now when left out. */
  readonly sendAt?: Date;
  /** After this it is dropped. */
  readonly expiresAt?: Date;
  /** An iCalendar file to attach (mail only). */
  readonly calendar?: { readonly text: string; readonly method: 'REQUEST' | 'CANCEL' };
}

/** What waits in the outbox, opened. */
export interface Envelope {
  readonly id: NotificationId;
  readonly template: TemplateName;
  readonly channel: Channel;
  readonly locale: 'en' | 'es';
  readonly address: string;
  readonly params: Readonly<Record<string, string>>;
  readonly calendar?: NewNotification['calendar'];
}

/** A message in words, ready for a transport. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** Minutes to wait after each failed try; after the last one the message is a dead letter for the desk. */
export const RETRY_MINUTES = [0.5, 2, 10, 60, 240] as const;

/** When to try again after `attempts` failures, or null when it is over. */
export function nextTry(attempts: number, now: Date): Date | null {
  const minutes = RETRY_MINUTES[attempts - 1];
  return minutes === undefined ? null : instant(now.getTime() + minutes * 60_000);
}
