import 'server-only';
import type { Db } from '@/lib/db/client';
import { insertAuditEvent, insertAuditEvents } from './store';

export interface AuditEntry {
  /** `visitor`, `member:<id>`, `staff:<id>`, `practice:<id>` or `system:<job>`. */
  readonly actor: string;
  /** `<domain>.<verb>`, such as `appointment.booked`. */
  readonly action: string;
  /** The row acted on, as `<table>:<id>`. */
  readonly subject?: string;
  /** Coded facts only: no names, no answers. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Adds one row to the audit chain. Call it last in the transaction: the chain takes a lock until commit.
 * The application can insert here and nothing else.
 */
export function recordAudit(db: Db, entry: AuditEntry): Promise<void> {
  return insertAuditEvent(db, entry);
}

/** Adds a row for each subject of one look, in one statement: each person finds it in "who looked at my information". */
export function recordLooks(db: Db, look: Pick<AuditEntry, 'actor' | 'action'>, subjects: readonly string[]): Promise<void> {
  return insertAuditEvents(db, look, subjects);
}
