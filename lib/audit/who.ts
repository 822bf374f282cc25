import 'server-only';
import type { OwnerQuery } from './verify';

/** One look at or change of a person's rows. */
export interface Look extends Record<string, unknown> {
  readonly at: Date;
  /** `staff:<id>`, `practice:<id>`, `member:<id>`, `visitor` or `system:<job>`. */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
}

interface Period {
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
}

/** Who opened or changed what is one member's, oldest first. Takes the owner's connection; both indexes make it quick. */
export function listLooksAt(query: OwnerQuery, memberId: string, { from, to }: Period): Promise<Look[]> {
  return query<Look>(
    `SELECT at, actor, action, subject FROM audit_event
     WHERE at >= $2 AND at < $3 AND (subject = 'member:' || $1::uuid
       OR subject IN (SELECT 'appointment:' || id FROM appointment WHERE member_id = $1::uuid))
     ORDER BY audit_event.id`,
    [memberId, from, to],
  );
}

/** What one actor opened or changed, oldest first: the first question after a stolen account (45 CFR 164.404). */
export function listLooksBy(query: OwnerQuery, actor: string, { from, to }: Period): Promise<Look[]> {
  return query<Look>(
    `SELECT at, actor, action, coalesce(subject, '') AS subject FROM audit_event
     WHERE actor = $1 AND at >= $2 AND at < $3 ORDER BY audit_event.id`,
    [actor, from, to],
  );
}
