import 'server-only';
import { createHash } from 'node:crypto';

interface ChainRow {
  id: string;
  line: string;
  prev_hash: Buffer | null;
  hash: Buffer;
}

export type OwnerQuery = <Row extends Record<string, unknown>>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface ChainReport {
  readonly rows: number;
  /** Number of the first row that does not follow from the one before, or null when the chain is whole. */
  readonly broken: string | null;
  /** Hash of the last row: keep it elsewhere, and a chain that was rewritten as a whole is found too. */
  readonly head: string | null;
}

const PAGE = 5000;

// The same text that the trigger `audit_chain` hashes.
const SQL = `SELECT id::text AS id, prev_hash, hash, id::text || '|' || extract(epoch FROM at)::text || '|' || actor || '|'
  || action || '|' || coalesce(subject, '') || '|' || detail::text AS line
  FROM audit_event WHERE audit_event.id > $1 ORDER BY audit_event.id LIMIT ${PAGE}`;

/** Recomputes the hash chain from its first row. Takes the owner's connection: the application cannot read the trail. */
export async function verifyAuditChain(query: OwnerQuery): Promise<ChainReport> {
  let before: Buffer | null = null;
  let after = '0';
  for (let rows = 0; ; ) {
    const page: ChainRow[] = await query<ChainRow & Record<string, unknown>>(SQL, [after]);
    for (const row of page) {
      const wanted: Buffer = createHash('sha256')
        .update(before ?? Buffer.alloc(0))
        .update(row.line)
        .digest();
      const follows = before === null ? row.prev_hash === null : row.prev_hash?.equals(before) === true;
      if (!follows || !wanted.equals(row.hash)) return { rows, broken: row.id, head: null };
      before = row.hash;
      after = row.id;
      rows += 1;
    }
    if (page.length < PAGE) return { rows, broken: null, head: before?.toString('hex') ?? null };
  }
}
