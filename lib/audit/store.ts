import 'server-only';
import type { Db } from '@/lib/db/client';
import type { AuditEntry } from './commands';

/** Raw, because the role may name four columns only and may not read the row back. */
export async function insertAuditEvent(db: Db, entry: AuditEntry): Promise<void> {
  await db.$executeRaw`
    INSERT INTO audit_event (actor, action, subject, detail)
    VALUES (${entry.actor}, ${entry.action}, ${entry.subject ?? null}, ${JSON.stringify(entry.detail ?? {})}::jsonb)`;
}
