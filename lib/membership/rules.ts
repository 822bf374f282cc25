import { plainDateAt } from '@/lib/clock';
import type { Channel, Recipient } from '@/lib/notifications/model';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { AccountView } from './model';

const CHANNEL_OF = { text: 'sms', email: 'email' } as const;

/**
 * Where automatic messages to a member may go. Only a way they chose themselves counts: somebody who asked for calls,
 * letters or silence gets no mail or text, and nobody gets any before they answered.
 */
export function recipientFor(account: AccountView, available: readonly Channel[]): Recipient | null {
  const { contact, reminders } = account.profile;
  if (!contact || !reminders || (contact.way !== 'text' && contact.way !== 'email')) return null;
  const channel = CHANNEL_OF[contact.way];
  const kind = channel === 'sms' ? 'phone' : 'email';
  const address = account.addresses.find((each) => each.kind === kind);
  if (!address || !available.includes(channel)) return null;
  return { channel, address: address.text, locale: account.locale, safeTimes: contact.safeTimes, memberId: account.id };
}

/** `a•••@example.org` and `•••-•••-0123`: enough to recognise one's own, too little for a person looking over a shoulder. */
export function maskAddress({ kind, text }: { kind: 'email' | 'phone'; text: string }): string {
  if (kind === 'phone') return `•••-•••-${text.slice(-4)}`;
  const [name = '', host = ''] = text.split('@');
  return `${name.slice(0, 1)}•••@${host}`;
}

interface Look {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
}

/** A calendar is opened many times a day: of looks by the same actor at the same row, the last of each day stays. */
export function dropRepeatedLooks<Row extends Look>(newestFirst: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return newestFirst.filter(({ at, actor, action, subject }) => {
    if (!action.startsWith('appointment.seen-by-')) return true;
    const key = [plainDateAt(at, PLAN_ZONE), actor, action, subject].join('|');
    return !seen.has(key) && Boolean(seen.add(key));
  });
}
