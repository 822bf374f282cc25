import 'server-only';
import type { Db } from '@/lib/db/client';

/** Entries looked at for names that hold a word: enough for a short list, whatever the size of the directory. */
const LOOKED_AT = 100;

/** The end of the range of texts that start with `prefix`; both are folded. */
export const afterPrefix = (prefix: string) =>
  `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`;

/** Names that start with a folded text, in the order of the alphabet. A range of the unique index. */
export async function listNamesFrom(db: Db, prefix: string, limit: number): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ display: string }[]>`
    SELECT display FROM search_term WHERE kind = 'name' AND term >= ${prefix} AND term < ${afterPrefix(prefix)}
    ORDER BY term LIMIT ${limit}::int`;
  return rows.map(({ display }) => display);
}

/** Names of shown entries that have one of these words. */
export async function listNamesWith(db: Db, wordIds: readonly number[]): Promise<readonly string[]> {
  if (wordIds.length === 0) return [];
  const rows = await db.$queryRaw<{ display_name: string; organization_name: string }[]>`
    SELECT e.display_name, e.organization_name
    FROM (SELECT DISTINCT entry_id FROM (
      SELECT entry_id FROM entry_term WHERE term_id = ANY(${[...wordIds]}::int[]) LIMIT ${LOOKED_AT}::int) looked) few
    JOIN directory_entry e ON e.id = few.entry_id WHERE e.hidden_at IS NULL`;
  return [...new Set(rows.flatMap((row) => [row.organization_name, row.display_name]))];
}
