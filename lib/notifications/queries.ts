import 'server-only';
import { AppError } from '@/lib/app-error';
import { asSystem } from '@/lib/db/scope';
import { listLocalMail, type MailboxEntry } from './store';
import { isMailboxOn } from './transports';

const SHOWN = 30;

/** What the try-out mailbox holds, newest first. @throws NOT_FOUND wherever real messages can be sent. */
export async function listMailbox(): Promise<readonly MailboxEntry[]> {
  if (!isMailboxOn()) throw new AppError('NOT_FOUND');
  return asSystem('mailbox', (tx) => listLocalMail(tx, SHOWN));
}
