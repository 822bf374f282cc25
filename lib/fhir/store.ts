import 'server-only';
import { type Db, UNNAMED } from '@/lib/db/client';
import { asExpected, sqlStateOf } from '@/lib/db/failure';
import { refusal } from './outcome';
import type { ResourceDefinition } from './registry/model';
import type { Include } from './registry/registry';
import { type Near, placesStatement } from './search/near';
import type { SearchRequest } from './search/request';
import { type Sql, sql, toQuery } from './search/sql';
import { byIdsStatement, countStatement, exportStatement, pageStatement, referringStatement } from './search/statement';

/** A row as JSON; each mapper knows its own columns. */
export type JsonRow = { readonly id: string; readonly last_updated: string } & Readonly<Record<string, unknown>>;
export interface PageRow {
  readonly row: JsonRow;
  readonly chord: number | null;
}
export interface FoundRow {
  readonly row: JsonRow;
  readonly visible: boolean;
}

const CANCELLED = '57014';

async function run<Row>(db: Db, statement: Sql): Promise<Row[]> {
  const { text, values } = toQuery(statement);
  try {
    return await db.$queryRawUnsafe<Row[]>(`${UNNAMED}${text}`, ...values);
  } catch (error) {
    if (sqlStateOf(error) === CANCELLED) throw refusal(422, 'too-costly', 'This search takes too long. Narrow it down.');
    throw asExpected(error);
  }
}

export function listPage(db: Db, request: SearchRequest): Promise<PageRow[]> {
  return run<PageRow>(db, pageStatement(request));
}

/** A place and its straight line from the point asked for. */
interface NearPlace {
  readonly id: string;
  readonly chord: number;
}

export function listPlaces(db: Db, near: Near, from: number, limit: number): Promise<NearPlace[]> {
  return run<NearPlace>(db, placesStatement(near, from, limit));
}

/** @param most counting stops there */
export async function countMatches(db: Db, request: SearchRequest, most: number | null = null): Promise<number> {
  const [row] = await run<{ total: number }>(db, countStatement(request, most));
  return row?.total ?? 0;
}

export function listByIds(
  db: Db,
  definition: ResourceDefinition,
  ids: readonly string[],
  visibleOnly = true,
): Promise<FoundRow[]> {
  return run<FoundRow>(db, byIdsStatement(definition, ids, visibleOnly));
}

export function listReferring(db: Db, include: Include, ids: readonly string[]): Promise<FoundRow[]> {
  return run<FoundRow>(db, referringStatement(include, ids));
}

export function listForExport(
  db: Db,
  definition: ResourceDefinition,
  after: string | null,
  since: string | null,
  until: string,
  limit: number,
): Promise<PageRow[]> {
  return run<PageRow>(db, exportStatement(definition, after, since, until, limit));
}

/** Where a role works and under which ids it is a PractitionerRole here: one for each network. */
export interface RolePlaces {
  readonly role_id: string;
  readonly resource_ids: string[];
  readonly location_ids: string[];
}

/** `ids` are roles or, with `any`, also resource ids of roles. */
export function listRolePlaces(db: Db, ids: readonly string[], which: 'role' | 'any' = 'role'): Promise<RolePlaces[]> {
  const wanted =
    which === 'any' ? sql`(role_id = ANY(${ids}::uuid[]) OR id = ANY(${ids}::uuid[]))` : sql`role_id = ANY(${ids}::uuid[])`;
  return run<RolePlaces>(
    db,
    sql`SELECT role_id, array_agg(id ORDER BY id) AS resource_ids, min(location_ids) AS location_ids FROM fhir_practitioner_role WHERE active AND ${wanted} GROUP BY role_id ORDER BY role_id`,
  );
}
