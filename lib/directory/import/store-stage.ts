import 'server-only';
import type { Tx } from '@/lib/db/client';

/** A row as it was read, on its way to its site. */
export interface StagedRow {
  readonly seq: number;
  readonly site: string;
  readonly place: string;
  readonly list: string;
  /** The organization's name, folded. */
  readonly name: string;
  readonly key: string;
  readonly hash: string;
  /** The record without its cells, as JSON. */
  readonly record: string;
  /** The cells, as JSON. They go to the sources without coming back here. */
  readonly raw: string;
}

/** A staged row in its turn: rows of one site follow each other, sites come in the order of their first rows. */
export interface OrderedRow {
  readonly seq: number;
  readonly site: string;
  readonly hash: string;
  readonly record: string;
  /** What the source had under this key before this import. */
  readonly before: string | null;
}

/**
 * Holds the rows of an import until all are read: only then is it known which belong together. In the database and not
 * in memory, so that a file of any size takes the same; gone with the transaction.
 */
export async function openStage(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE staged_row (seq int PRIMARY KEY, site text COLLATE "C", place text COLLATE "C", list text COLLATE "C",
      name text COLLATE "C", key text COLLATE "C", hash text COLLATE "C", record text, raw text) ON COMMIT DROP`;
}

export async function stageRows(tx: Tx, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO staged_row SELECT seq, site, place, list, name, key, hash, record, raw FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS given(seq int, site text, place text, list text, name text, key text, hash text, record text, raw text)`;
}

/** Puts the rows in order and beside what the source had. Nothing is staged afterwards. @returns how many sites there are */
export async function orderStage(tx: Tx, source: string, type: string): Promise<number> {
  // Its size is what matters; to sample the texts takes as long as to read them.
  await tx.$executeRaw`ANALYZE staged_row (seq)`;
  await tx.$executeRaw`
    CREATE TEMP TABLE staged_order ON COMMIT DROP AS
    SELECT (row_number() OVER (ORDER BY r.first, r.seq))::int AS pos, r.seq, r.seq = r.first AS first, s.content_hash AS before
    FROM (SELECT seq, key, min(seq) OVER (PARTITION BY site) AS first FROM staged_row) r
    LEFT JOIN source_record s ON s.source = ${source} AND s.resource_type = ${type} AND s.key = r.key`;
  await tx.$executeRaw`CREATE UNIQUE INDEX staged_order_pos ON staged_order (pos)`;
  await tx.$executeRaw`ANALYZE staged_order`;
  const [row] = await tx.$queryRaw<{ sites: number }[]>`SELECT count(*) FILTER (WHERE first)::int AS sites FROM staged_order`;
  return row?.sites ?? 0;
}

export function listStaged(tx: Tx, after: number, count: number): Promise<OrderedRow[]> {
  return tx.$queryRaw<OrderedRow[]>`
    SELECT r.seq, r.site, r.hash, r.record, o.before FROM staged_order o JOIN staged_row r ON r.seq = o.seq
    WHERE o.pos > ${after} AND o.pos <= ${after + count} ORDER BY o.pos`;
}

/** Places in more than one list of the file; `apart` when no list has a name of the first one there. */
export function listSharedPlaces(tx: Tx): Promise<{ readonly place: string; readonly apart: boolean }[]> {
  return tx.$queryRaw<{ place: string; apart: boolean }[]>`
    WITH lists AS (
      SELECT place, list, min(seq) AS first, array_agg(DISTINCT name) AS names FROM staged_row GROUP BY place, list),
    ranked AS (
      SELECT place, first, names, row_number() OVER at AS nth, count(*) OVER (PARTITION BY place) AS many,
        first_value(names) OVER at AS first_names
      FROM lists WINDOW at AS (PARTITION BY place ORDER BY first))
    SELECT place, bool_and(nth = 1 OR NOT names && first_names) AS apart
    FROM ranked WHERE many > 1 GROUP BY place ORDER BY min(first)`;
}

/** A staged row and the place that it became part of. */
export interface StagedSource {
  readonly seq: number;
  readonly resourceId: string;
}

/** Keeps staged rows as sources of what was made of them. */
export async function rememberStaged(
  tx: Tx,
  { source, type, batchId, at }: { readonly source: string; readonly type: string; readonly batchId: string; readonly at: Date },
  rows: readonly StagedSource[],
): Promise<void> {
  if (rows.length === 0) return;
  // Two rows of a file with one key: the later one stays, as if they had come one after the other.
  await tx.$executeRaw`
    INSERT INTO source_record (source, key, resource_type, resource_id, content_hash, raw, batch_id, seen_at)
    SELECT DISTINCT ON (r.key) ${source}, r.key, ${type}, given."resourceId", r.hash, r.raw::jsonb, ${batchId}::uuid, ${at}
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS given(seq int, "resourceId" uuid) JOIN staged_row r ON r.seq = given.seq
    ORDER BY r.key, r.seq DESC
    ON CONFLICT (source, key, resource_type) DO UPDATE SET
      content_hash = EXCLUDED.content_hash, raw = EXCLUDED.raw, batch_id = EXCLUDED.batch_id, seen_at = EXCLUDED.seen_at`;
}
