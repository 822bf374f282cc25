import 'server-only';
import { AppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import type { Clock } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import { asSystem } from '@/lib/db/scope';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { DeliveryView } from './model';
import { decideDelivery } from './rules';
import { listLocalMail, type MailboxEntry } from './store';
import { listDeliveryRows } from './store-delivery';
import { isMailboxOn } from './transports';

const SHOWN = 30;

/** What the try-out mailbox holds, newest first. @throws NOT_FOUND wherever real messages can be sent. */
export async function listMailbox(): Promise<readonly MailboxEntry[]> {
  if (!isMailboxOn()) throw new AppError('NOT_FOUND');
  return asSystem('mailbox', (tx) => listLocalMail(tx, SHOWN));
}

/**
 * What became of the messages about some rows, by row. In the caller's transaction, whose scope says whose they may be.
 * Neither address nor words: those stay sealed.
 */
export async function listDeliveries(
  tx: Db,
  subjects: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly DeliveryView[]>> {
  const found = new Map<string, DeliveryView[]>();
  for (const row of subjects.length > 0 ? await listDeliveryRows(tx, subjects) : []) {
    const views = found.get(row.subject) ?? [];
    views.push(decideDelivery(row, now, PLAN_ZONE));
    found.set(row.subject, views);
  }
  return found;
}

/**
 * The same for staff who tell a person what could not be sent. The look at the visit is recorded where its task is
 * opened. @throws NOT_FOUND for roles without this work
 */
export async function listDeliveriesForDesk(
  actor: Actor,
  subject: string,
  deps: { clock: Clock },
): Promise<readonly DeliveryView[]> {
  if (!can(actor, 'desk.messages', { ownerId: 'plan' })) throw new AppError('NOT_FOUND');
  return asSystem('desk', async (tx) => (await listDeliveries(tx, [subject], deps.clock.now())).get(subject) ?? []);
}
