import 'server-only';
import { createTransport, type Transporter } from 'nodemailer';
import { isLocalServer } from '@/lib/db/remote.mjs';
import { appOrigins, env } from '@/lib/env';
import type { Channel, Envelope, Letter } from './model';

/** A way out of the building. Throws when the message was not taken; `Refused` when trying again is of no use. */
export interface Transport {
  send(envelope: Envelope, letter: Letter): Promise<void>;
}

/** The receiver's side said no for good (unknown address, blocked number). */
export class Refused extends Error {}

const TIMEOUT_MS = 5000;

/** A server elsewhere that offers no encryption gets no mail: whoever sits between could take the offer out. */
const encrypted = (url: string) => (isLocalServer(url) ? url : `${url}${url.includes('?') ? '&' : '?'}requireTLS=true`);

/** Mail by SMTP. The message id is ours, so that a mail sent twice around a crash is shown once. */
export function smtpTransport(url: string, from: string): Transport {
  let mailer: Transporter | undefined;
  return {
    async send(envelope, letter) {
      mailer ??= createTransport(encrypted(url), {
        from,
        // Nodemailer would open a path or an address found in a message.
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const { calendar } = envelope;
      try {
        await mailer.sendMail({
          to: { name: '', address: envelope.address },
          subject: letter.subject,
          text: letter.text,
          messageId: `<${envelope.id}@${new URL(appOrigins()[0]).hostname}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...(calendar ? { icalEvent: { method: calendar.method, content: calendar.text, filename: 'appointment.ics' } } : {}),
        });
      } catch (error) {
        const code = (error as { responseCode?: unknown }).responseCode;
        if (typeof code === 'number' && code >= 500) throw new Refused();
        throw error;
      }
    },
  };
}

/** Text messages through any gateway that takes `{ id, to, text }` as JSON; `id` lets it drop a repeat. */
export function httpSmsTransport(url: string, token: string): Transport {
  return {
    async send(envelope, letter) {
      const response = await fetch(url, {
        method: 'POST',
        // A redirect could carry the number and text to another host.
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify({ id: envelope.id, to: envelope.address, text: letter.text }),
      });
      if (response.ok) return;
      if (response.status >= 400 && response.status < 500 && response.status !== 429) throw new Refused();
      throw new Error(`gateway ${response.status}`);
    },
  };
}

const isLoopback = (origin: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);

/**
 * True when messages go to the mailbox page. Never by default on a public address: whoever opens that page reads
 * sign-in codes.
 */
export function isMailboxOn(): boolean {
  const { MAILBOX, SMTP_URL } = env();
  if (SMTP_URL) return false;
  return MAILBOX === 'on' || (MAILBOX === 'auto' && appOrigins().every(isLoopback));
}

/** The transport of a channel by the environment, or null when there is none. The mailbox is not one: it is a row. */
export function transportOf(channel: Channel): Transport | null {
  const { SMTP_URL, MAIL_FROM, SMS_URL, SMS_TOKEN } = env();
  if (channel === 'email') return SMTP_URL ? smtpTransport(SMTP_URL, MAIL_FROM) : null;
  return SMS_URL ? httpSmsTransport(SMS_URL, SMS_TOKEN) : null;
}

/** Channels that a person can be offered here. */
export function availableChannels(): readonly Channel[] {
  const { SMTP_URL, SMS_URL } = env();
  if (isMailboxOn()) return ['email', 'sms'];
  return [...(SMTP_URL ? (['email'] as const) : []), ...(SMS_URL ? (['sms'] as const) : [])];
}
