import 'server-only';
import type { Tx } from '@/lib/db/client';

/** A FHIR resource as it was read, on its way to its table. */
export interface StagedResource {
  readonly seq: number;
  readonly type: string;
  /** `Type/id` in the source. */
  readonly key: string;
  readonly file: string;
  readonly line: number;
  readonly raw: string;
}

/**
 * Holds the resources of an import until all are read: references lead forward too, and a later version of one takes the
 * place of an earlier. In the database and not in memory; gone with the transaction.
 */
export async function openResourceStage(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE staged_resource (seq int NOT NULL, type text COLLATE "C" NOT NULL, key text COLLATE "C" PRIMARY KEY,
      depth int NOT NULL DEFAULT 0, file text, line int, raw text) ON COMMIT DROP`;
}

/** A key comes at most once in `resources`. */
export async function stageResources(tx: Tx, resources: readonly StagedResource[]): Promise<void> {
  if (resources.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO staged_resource (seq, type, key, file, line, raw)
    SELECT seq, type, key, file, line, raw FROM json_to_recordset(${JSON.stringify(resources)}::json)
      AS given(seq int, type text, key text, file text, line int, raw text)
    ON CONFLICT (key) DO UPDATE SET file = EXCLUDED.file, line = EXCLUDED.line, raw = EXCLUDED.raw`;
}

/** How far below the top each resource stands that is part of another; nothing is staged afterwards. */
export async function orderResources(tx: Tx, depths: readonly { readonly key: string; readonly depth: number }[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE staged_resource s SET depth = given.depth
    FROM json_to_recordset(${JSON.stringify(depths)}::json) AS given(key text, depth int) WHERE s.key = given.key`;
  await tx.$executeRaw`CREATE UNIQUE INDEX staged_resource_order ON staged_resource (type, depth, seq)`;
  await tx.$executeRaw`ANALYZE staged_resource`;
}

export interface PlacedResource extends StagedResource {
  readonly depth: number;
}

/** Resources of a type in order, those that others are part of first. */
export function listResources(
  tx: Tx,
  type: string,
  after: { readonly depth: number; readonly seq: number },
  limit: number,
): Promise<PlacedResource[]> {
  return tx.$queryRaw<PlacedResource[]>`
    SELECT seq, type, key, depth, file, line, raw FROM staged_resource
    WHERE type = ${type} AND (depth, seq) > (${after.depth}::int, ${after.seq}::int) ORDER BY depth, seq LIMIT ${limit}`;
}
