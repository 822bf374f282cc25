import 'server-only';
import type { Db } from '@/lib/db/client';
import { milesOfChord } from '@/lib/directory/places';
import type { Bundle, BundleEntry, FhirObject } from '../model';
import { type Issue, toOperationOutcome } from '../outcome';
import type { ResourceDefinition } from '../registry/model';
import { getDefinition } from '../registry/registry';
import {
  countMatches,
  type FoundRow,
  type JsonRow,
  listByIds,
  listPage,
  listPlaces,
  listReferring,
  type PageRow,
} from '../store';
import { formatCursor } from './cursor';
import type { Near } from './near';
import type { IncludeRequest, SearchRequest } from './request';
import { cursorOf, MAX_INCLUDED } from './statement';

const MAX_ITERATIONS = 4;
const KM_PER_MILE = 1.609344;

interface Found {
  readonly definition: ResourceDefinition;
  readonly row: JsonRow;
}

/** Reads one page with its includes and builds the Bundle. `base` is the absolute URL of the door. */
export async function searchBundle(db: Db, request: SearchRequest, base: string): Promise<Bundle> {
  const rows = request.countOnly ? [] : await firstRows(db, request);
  const page = rows.slice(0, request.count);
  const more = rows.length > request.count;
  const whole = !more && request.cursor === null && !request.countOnly;
  const total = whole ? page.length : request.total || request.countOnly ? await countMatches(db, request) : undefined;
  const included = page.length > 0 ? await includedRows(db, request, page) : { rows: [], issues: [] };
  const issues = [...request.warnings, ...included.issues];
  const entry: BundleEntry[] = [
    ...page.map((found) => matchEntry(request, found, base)),
    ...included.rows.map(({ definition, row }) => entryOf(definition, row, 'include', base)),
    ...(issues.length > 0 ? [outcomeEntry(issues)] : []),
  ];
  const last = page.at(-1);
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total === undefined ? {} : { total }),
    link: [
      { relation: 'self', url: linkOf(request, base, request.cursor && formatCursor(request.cursor)) },
      ...(more && last
        ? [{ relation: 'next' as const, url: linkOf(request, base, formatCursor(cursorOf(request, last.row, last.chord))) }]
        : []),
    ],
    ...(entry.length > 0 ? { entry } : {}),
  };
}

/** So many rows are looked at one by one: a page is full by then where one row in two hundred matches. */
const AHEAD = 4000;
/** Fewer where each row is followed into other tables. */
const AHEAD_FOLLOWING = 1000;
/** So many nearest places are looked at first for the rows that refer to them; more while the page is not full. */
const NEAREST = { first: 96, last: 6144, times: 8 };
/** Rows that meet all but the nearness: so many are measured one by one sooner than looked for place by place. */
const MEASURED = 1000;

/**
 * One page and a row more, the cheap way first. A way only counts when it filled the page with rows that nothing can
 * come before, so the answer is the same: what is common costs no more in a larger directory, what is rare has an index.
 */
async function firstRows(db: Db, request: SearchRequest): Promise<PageRow[]> {
  const { distance, count, selective, follows, sortByUpdate, conditions } = request;
  if (distance && !distance.indexed && distance.alone) return rowsByPlaces(db, request, distance.near);
  if (!distance && !selective && !sortByUpdate && conditions.length > 0) {
    const rows = await listPage(db, request.put({ ahead: follows ? AHEAD_FOLLOWING : AHEAD }));
    if (rows.length > count) return rows;
  }
  return listPage(db, request);
}

async function rowsByPlaces(db: Db, request: SearchRequest, near: Near): Promise<PageRow[]> {
  for (let most = NEAREST.first; most <= NEAREST.last; ) {
    const places = await listPlaces(db, near, request.cursor?.chord ?? 0, most);
    const all = places.length < most;
    // A place as far away as the last one may be missing.
    const sure = all ? Number.POSITIVE_INFINITY : (places.at(-1)?.chord ?? 0);
    const rows = await listPage(db, request.put({ places: places.map(({ id }) => id) }));
    const certain = rows.filter(({ chord }) => (chord ?? 0) < sure);
    if (all || certain.length > request.count) return certain;
    // As many more as the page still lacks, and half as many again: places come uneven.
    const lacking = (1.5 * request.count) / Math.max(certain.length, 1);
    if (lacking > NEAREST.times && most === NEAREST.first && (await isRare(db, request)))
      return listPage(db, request.put({ near: 'each' }));
    most = Math.ceil(most * Math.min(Math.max(lacking, 2), NEAREST.times));
  }
  return listPage(db, request);
}

const isRare = async (db: Db, request: SearchRequest) =>
  (await countMatches(db, request.put({ near: 'none' }), MEASURED)) < MEASURED;

function linkOf(request: SearchRequest, base: string, cursor: string | null): string {
  const query = new URLSearchParams(request.understood.map(([name, value]): [string, string] => [name, value]));
  if (cursor) query.set('_cursor', cursor);
  const text = query.toString();
  return `${base}/${request.definition.type}${text ? `?${text}` : ''}`;
}

export function toResource(definition: ResourceDefinition, row: JsonRow): FhirObject & { id: string } {
  return definition.toFhir(row as never);
}

function entryOf(definition: ResourceDefinition, row: JsonRow, mode: 'match' | 'include', base: string): BundleEntry {
  return { fullUrl: `${base}/${definition.type}/${row.id}`, resource: toResource(definition, row), search: { mode } };
}

function matchEntry({ definition, distance }: SearchRequest, { row, chord }: PageRow, base: string): BundleEntry {
  const entry = entryOf(definition, row, 'match', base);
  if (!distance || chord === null) return entry;
  const kilometres = Number((milesOfChord(chord) * KM_PER_MILE).toFixed(3));
  const extension = {
    url: 'http://hl7.org/fhir/StructureDefinition/location-distance',
    valueDistance: { value: kilometres, unit: 'km', system: 'http://unitsofmeasure.org', code: 'km' },
  };
  return { ...entry, search: { mode: 'match', extension: [extension] } };
}

function outcomeEntry(issues: readonly Issue[]): BundleEntry {
  return { resource: toOperationOutcome(issues), search: { mode: 'outcome' } };
}

/** Rows that the page refers to or that refer to it, each once and none that is in the page itself. */
async function includedRows(
  db: Db,
  request: SearchRequest,
  page: readonly PageRow[],
): Promise<{ rows: Found[]; issues: Issue[] }> {
  const seen = new Set(page.map(({ row }) => `${request.definition.type}/${row.id}`));
  const rows: Found[] = [];
  const issues: Issue[] = [];
  let fresh: Found[] = page.map(({ row }) => ({ definition: request.definition, row }));
  for (let round = 0; fresh.length > 0 && round < MAX_ITERATIONS; round++) {
    const wanted = request.includes.filter(({ iterate }) => round === 0 || iterate);
    const next: Found[] = [];
    for (const include of wanted) {
      const found = await followInclude(db, include, fresh);
      if (found.length > MAX_INCLUDED) issues.push(truncated(include));
      const definition = include.reverse ? include.source : getDefinition(include.param.target);
      for (const { row } of found.slice(0, MAX_INCLUDED)) {
        const key = `${definition.type}/${row.id}`;
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ definition, row });
      }
    }
    rows.push(...next);
    fresh = next;
  }
  return { rows, issues };
}

async function followInclude(db: Db, include: IncludeRequest, from: readonly Found[]): Promise<FoundRow[]> {
  const { source, param, reverse } = include;
  if (reverse) {
    const ids = from.filter(({ definition }) => definition.type === param.target).map(({ row }) => row.id);
    return ids.length === 0 ? [] : listReferring(db, include, ids);
  }
  const ids = from.flatMap(({ definition, row }) => (definition.type === source.type ? idsIn(row[param.column]) : []));
  return ids.length === 0 ? [] : listByIds(db, getDefinition(param.target), [...new Set(ids)]);
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as string[]) : [];
}

function truncated({ source, param, reverse }: IncludeRequest): Issue {
  return {
    severity: 'warning',
    code: 'too-costly',
    diagnostics: `Only the first ${MAX_INCLUDED} resources are included. Ask for smaller pages, or search ${source.type} itself.`,
    expression: `${reverse ? '_revinclude' : '_include'}=${source.type}:${param.name}`,
  };
}
