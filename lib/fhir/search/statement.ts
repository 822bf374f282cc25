import type { ResourceDefinition } from '../registry/model';
import type { Include } from '../registry/registry';
import type { Cursor } from './cursor';
import { ROOT, type SearchRequest } from './request';
import { allOf, col, name, type Sql, sql } from './sql';

/** More than this many included rows of one kind are not sent with one page. */
export const MAX_INCLUDED = 1000;

/** One page and one row more, which tells whether there is a next page. */
export function pageStatement(request: SearchRequest): Sql {
  const { definition, distance, count, way } = request;
  const rows = way.ahead === undefined ? matchingRows(request, count + 1) : rowsAhead(request, way.ahead, count + 1);
  // Rows become JSON when the page is cut: before the sort, each row of the table would.
  const again = distance ? sql`chord, id` : order(request);
  return sql`SELECT ${definition.row(ROOT)} - 'chord' AS row, chord FROM (${rows}) ${name(ROOT)} ORDER BY ${again}`;
}

/**
 * The first rows of a type in an order. Where the table is a union, the first of each part are merged: every part has an
 * index for the order, the union has none.
 */
function firstOf(definition: ResourceDefinition, conditions: Sql, by: Sql, limit: number): Sql {
  const tables = definition.parts ?? [definition.table];
  const first = (table: string) =>
    sql`SELECT ${name(ROOT)}.* FROM ${name(table)} ${name(ROOT)} WHERE ${conditions} ORDER BY ${by} LIMIT ${limit}::int`;
  const [one, ...others] = tables.map(first);
  if (!one || others.length === 0) return one ?? first(definition.table);
  const all = others.reduce((union, other) => sql`${union} UNION ALL (${other})`, sql`(${one})`);
  return sql`SELECT ${name(ROOT)}.* FROM (${all}) ${name(ROOT)} ORDER BY ${by} LIMIT ${limit}::int`;
}

function matchingRows(request: SearchRequest, limit: number): Sql {
  const { definition, distance } = request;
  const root = name(ROOT);
  if (!distance) {
    const conditions = sql`${matching(request)} AND ${afterCursor(request, sql`NULL`)}`;
    return sql`SELECT ${root}.*, NULL::float8 AS chord FROM (${firstOf(definition, conditions, order(request), limit)}) ${root}`;
  }
  const inner = sql`SELECT ${root}.*, ${distance.chord} AS chord FROM ${name(definition.table)} ${root} WHERE ${matching(request)}`;
  // A distance without an index is computed once for each row, then rows are ordered by it.
  return distance.indexed
    ? sql`${inner} AND ${afterCursor(request, distance.chord)} ORDER BY ${order(request)} LIMIT ${limit}::int`
    : sql`SELECT * FROM (${inner}) ${root} WHERE ${afterCursor(request, sql`chord`)} ORDER BY chord, id LIMIT ${limit}::int`;
}

/** The matching ones among the next rows in the order of ids. */
function rowsAhead(request: SearchRequest, ahead: number, limit: number): Sql {
  const { definition, conditions } = request;
  const next = sql`${definition.visible(ROOT)} AND ${afterCursor(request, sql`NULL`)}`;
  const walk = firstOf(definition, next, order(request), ahead);
  return sql`SELECT ${name(ROOT)}.*, NULL::float8 AS chord FROM (${walk}) ${name(ROOT)} WHERE ${allOf(conditions)} ORDER BY ${order(request)} LIMIT ${limit}::int`;
}

/** How many rows match; with `most` no more than so many are looked for. */
export function countStatement(request: SearchRequest, most: number | null): Sql {
  return sql`SELECT count(*)::int AS total FROM (SELECT 1 FROM ${name(request.definition.table)} ${name(ROOT)} WHERE ${matching(request)} LIMIT ${most}::int) ${name(ROOT)}`;
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
  const id = col(ROOT, 'id');
  const updated = col(ROOT, 'last_updated');
  const conditions = allOf([
    definition.visible(ROOT),
    sql`${updated} <= ${until}::timestamptz`,
    ...(since === null ? [] : [sql`${updated} >= ${since}::timestamptz`]),
    ...(after === null ? [] : [sql`${id} > ${after}::uuid`]),
  ]);
  return sql`SELECT ${definition.row(ROOT)} AS row, NULL::float8 AS chord FROM (${firstOf(definition, conditions, id, limit)}) ${name(ROOT)} ORDER BY ${id}`;
}
