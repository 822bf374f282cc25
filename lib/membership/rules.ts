import type { Channel, Recipient } from '@/lib/notifications/model';
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
