import 'server-only';
import type { Db } from '@/lib/db/client';
import type { decideDelivery } from './rules';

type Row = Parameters<typeof decideDelivery>[0] & { readonly subject: string };

/**
 * Messages about these rows, oldest first, without their content; of those that wait only the ones about the row as it
 * is now. In the caller's scope: a member sees their own.
 */
export async function listDeliveryRows(db: Db, subjects: readonly string[]): Promise<readonly Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT n.subject, n.template, n.channel, n.status, n.failure, n.safe_times AS "safeTimes", n.due_at AS "dueAt",
      n.sent_at AS "sentAt", n.created_at AS "createdAt"
    FROM notification n LEFT JOIN notification_subject s ON s.subject = n.subject
    WHERE n.subject = ANY (${[...subjects]}) AND n.status <> 'superseded'
      AND (n.status IN ('sent', 'dead') OR n.version >= coalesce(s.version, 0))
    ORDER BY coalesce(n.sent_at, n.due_at), n.id LIMIT 2000`;
}
