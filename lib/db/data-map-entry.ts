/** What one table keeps about persons. */
export interface TableEntry {
  readonly purpose: string;
  /** Days after `from`, or what ends it. */
  readonly kept: string;
  /**
   * When an account is destroyed: `deleted` rows go, `emptied` rows stay without what was sealed, `ends` by its own
   * short life, `law` keeps it.
   */
  readonly leaving: 'deleted' | 'emptied' | 'ends' | 'law';
  /** Field of the member's own export, or why it is not in it. */
  readonly exported: string;
  /** Every change stands in the audit trail, in the same transaction. */
  readonly audited?: true;
  /** AES-256-GCM bound to table, column and row (lib/db/seal.ts). */
  readonly sealed?: readonly string[];
  /** Keyed hashes and hashes of random tokens: found by, never read back. */
  readonly hashed?: readonly string[];
  /** Says whose the row is, or leads to who. Guarded by row security. */
  readonly linked?: readonly string[];
  /** Coded facts about the person, in clear because queries need them; guarded by row security. */
  readonly facts?: readonly string[];
  /** Times, counters and states of the machine. */
  readonly technical?: readonly string[];
}

export const IN_NO_EXPORT = 'not exported: ';
export const SECRET = `${IN_NO_EXPORT}a secret of the sign-in`;
export const SHORT = `${IN_NO_EXPORT}gone within hours`;
