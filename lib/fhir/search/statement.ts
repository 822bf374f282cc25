import type { ResourceDefinition } from '../registry/model';
import type { Include } from '../registry/registry';
import type { Cursor } from './cursor';
import { ROOT, type SearchRequest } from './request';
import { allOf, col, name, type Sql, sql } from './sql';

/** More than this many included rows of one kind are not sent with one page. */
export const MAX_INCLUDED = 1000;

/** One page and one row more, which tells whether there is a next page. */
export function pageStatement(request: SearchRequest): Sql {
  const { definition, distance, count } = request;
  const chord = distance ? distance.chord : sql`NULL::float8`;
  const root = name(ROOT);
  const inner = sql`SELECT ${root}.*, ${chord} AS chord FROM ${name(definition.table)} ${root} WHERE ${matching(request)}`;
  // A distance without an index is computed once for each row, then rows are ordered by it.
  const rows =
    distance && !distance.indexed
      ? sql`SELECT * FROM (${inner}) ${root} WHERE ${afterCursor(request, sql`chord`)} ORDER BY chord, id`
      : sql`${inner} AND ${afterCursor(request, chord)} ORDER BY ${order(request)}`;
  // Rows become JSON when the page is cut: before the sort, each row of the table would.
  const again = distance ? sql`chord, id` : order(request);
  return sql`SELECT ${definition.row(ROOT)} - 'chord' AS row, chord FROM (${rows} LIMIT ${count + 1}::int) ${root} ORDER BY ${again}`;
}

export function countStatement(request: SearchRequest): Sql {
  return sql`SELECT count(*)::int AS total FROM ${name(request.definition.table)} ${name(ROOT)} WHERE ${matching(request)}`;
}

function matching({ definition, conditions }: SearchRequest): Sql {
  return allOf([definition.visible(ROOT), ...conditions]);
}

function order({ distance, sortByUpdate, newestFirst }: SearchRequest): Sql {
  const id = col(ROOT, 'id');
  if (distance?.indexed) return sql`${distance.indexed}, ${id}`;
  if (!sortByUpdate) return id;
  const updated = col(ROOT, 'last_updated');
  return newestFirst ? sql`${updated} DESC, ${id} DESC` : sql`${updated}, ${id}`;
}

function afterCursor({ cursor, distance, sortByUpdate, newestFirst }: SearchRequest, chord: Sql): Sql {
  if (!cursor) return sql`TRUE`;
  const id = col(ROOT, 'id');
  if (distance) return sql`(${chord}, ${id}) > (${cursor.chord ?? 0}::float8, ${cursor.id}::uuid)`;
  if (!sortByUpdate) return sql`${id} > ${cursor.id}::uuid`;
  const here = sql`(${col(ROOT, 'last_updated')}, ${id})`;
  const there = sql`(${cursor.updated ?? '1970-01-01T00:00:00Z'}::timestamptz, ${cursor.id}::uuid)`;
  return newestFirst ? sql`${here} < ${there}` : sql`${here} > ${there}`;
}

export function cursorOf(request: SearchRequest, row: { id: string; last_updated: string }, chord: number | null): Cursor {
  if (request.distance) return { id: row.id, chord: chord ?? 0 };
  return request.sortByUpdate ? { id: row.id, updated: row.last_updated } : { id: row.id };
}

/** Rows by id, for reads and includes. */
export function byIdsStatement(definition: ResourceDefinition, ids: readonly string[], visibleOnly: boolean): Sql {
  const visible = visibleOnly ? definition.visible(ROOT) : sql`TRUE`;
  return sql`SELECT ${definition.row(ROOT)} AS row, ${definition.visible(ROOT)} AS visible FROM ${name(definition.table)} ${name(ROOT)} WHERE ${col(ROOT, 'id')} = ANY(${ids}::uuid[]) AND ${visible} ORDER BY ${col(ROOT, 'id')} LIMIT ${MAX_INCLUDED + 1}::int`;
}

/** Rows that refer to any of `ids`. */
export function referringStatement({ source, param }: Include, ids: readonly string[]): Sql {
  const column = col(ROOT, param.column);
  const refers = param.many ? sql`${column} && ${ids}::uuid[]` : sql`${column} = ANY(${ids}::uuid[])`;
  return sql`SELECT ${source.row(ROOT)} AS row, TRUE AS visible FROM ${name(source.table)} ${name(ROOT)} WHERE ${source.visible(ROOT)} AND ${refers} ORDER BY ${col(ROOT, 'id')} LIMIT ${MAX_INCLUDED + 1}::int`;
}

/** All rows of a type after an id, up to an instant: one step of a bulk export. */
export function exportStatement(
  definition: ResourceDefinition,
  after: string | null,
  since: string | null,
  until: string,
  limit: number,
): Sql {
  return sql`SELECT ${definition.row(ROOT)} AS row, NULL::float8 AS chord FROM ${name(definition.table)} ${name(ROOT)} WHERE ${definition.visible(ROOT)} AND ${after === null ? sql`TRUE` : sql`${col(ROOT, 'id')} > ${after}::uuid`} AND ${since === null ? sql`TRUE` : sql`${col(ROOT, 'last_updated')} >= ${since}::timestamptz`} AND ${col(ROOT, 'last_updated')} <= ${until}::timestamptz ORDER BY ${col(ROOT, 'id')} LIMIT ${limit}::int`;
}
