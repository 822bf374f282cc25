import 'server-only';
import type { Db } from '@/lib/db/client';
import type { AuditEntry } from './commands';

/** Raw, because the role may name four columns only and may not read the row back. */
export async function insertAuditEvent(db: Db, entry: AuditEntry): Promise<void> {
  await db.$executeRaw`
    INSERT INTO audit_event (actor, action, subject, detail)
    VALUES (${entry.actor}, ${entry.action}, ${entry.subject ?? null}, ${JSON.stringify(entry.detail ?? {})}::jsonb)`;
}

/** The trigger chains row by row, in the order of the list. */
export async function insertAuditEvents(
  db: Db,
  { actor, action }: Pick<AuditEntry, 'actor' | 'action'>,
  subjects: readonly string[],
): Promise<void> {
  if (subjects.length === 0) return;
  await db.$executeRaw`
    INSERT INTO audit_event (actor, action, subject, detail)
    SELECT ${actor}, ${action}, subject, '{}'::jsonb FROM unnest(${[...subjects]}::text[]) AS subject`;
}
