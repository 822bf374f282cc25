import 'server-only';
import { type Clock, instant } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import type { Answer } from './answer';
import type { FhirObject } from './model';
import { badValue, refusal } from './outcome';
import { DIRECTORY_TYPES, type DirectoryType } from './registry/model';
import { getDefinition } from './registry/registry';
import { toResource } from './search/run';
import { parseDate } from './search/values';
import { listForExport } from './store';
import { ndjsonResponse } from './stream';

const STEP = 1000;
const FORMATS = new Set(['application/fhir+ndjson', 'application/ndjson', 'ndjson']);

/**
 * An export is fully described by its token: as of when, which types, since when. Nothing is kept on the server, so
 * any instance can answer any step of it.
 */
interface Export {
  readonly until: string;
  readonly types: readonly DirectoryType[];
  readonly since: string | null;
}

const formatToken = ({ until, types, since }: Export): string =>
  Buffer.from(JSON.stringify([until, types.map((type) => DIRECTORY_TYPES.indexOf(type)), since])).toString('base64url');

function parseToken(text: string): Export {
  try {
    const [until, indexes, since] = JSON.parse(Buffer.from(text.slice(0, 200), 'base64url').toString('utf8')) as [
      string,
      number[],
      string | null,
    ];
    const types = indexes.map((index) => DIRECTORY_TYPES[index]);
    const isTime = (time: unknown) => typeof time === 'string' && instant(time).toISOString() === time;
    if (isTime(until) && (since === null || isTime(since)) && types.every((type) => type !== undefined))
      return { until, types, since };
  } catch {
    // Falls through to the refusal.
  }
  throw refusal(404, 'not-found', 'No export with this link.');
}

/** `GET $export`: 202 with the place of the manifest (Bulk Data Access, asynchronous pattern). */
export function startExport(query: URLSearchParams, clock: Clock, base: string): Answer {
  const format = query.get('_outputFormat');
  if (format !== null && !FORMATS.has(format)) throw refusal(400, 'not-supported', 'Exports are NDJSON.', '_outputFormat');
  for (const parameter of query.keys()) {
    if (!['_outputFormat', '_type', '_since', '_format'].includes(parameter))
      throw refusal(400, 'not-supported', 'Not an export parameter.', parameter);
  }
  const wanted = (query.get('_type') ?? DIRECTORY_TYPES.join(',')).split(',');
  const types = DIRECTORY_TYPES.filter((type) => wanted.includes(type));
  if (types.length !== new Set(wanted).size) throw badValue('_type', 'A type is not in this directory.');
  const since = query.get('_since');
  const token = formatToken({
    until: clock.now().toISOString(),
    types,
    since: since === null ? null : parseDate('_since', since).from.toISOString(),
  });
  return { status: 202, body: null, headers: { 'Content-Location': `${base}/$export/${token}`, 'Cache-Control': 'no-store' } };
}

/** The manifest: files are made while they are read, so it is there at once. */
export function exportManifest(token: string, base: string): Answer {
  const { until, types } = parseToken(token);
  const manifest: FhirObject = {
    transactionTime: until,
    request: `${base}/$export`,
    requiresAccessToken: false,
    output: types.map((type) => ({ type, url: `${base}/$export/${token}/${type}.ndjson` })),
    error: [],
  };
  return { status: 200, body: manifest, headers: { Expires: instant(instant(until).getTime() + 86_400_000).toUTCString() } };
}

/** One file as a stream, a thousand rows in memory at a time. */
export function exportFile(db: Db, token: string, file: string): Response {
  const { until, types, since } = parseToken(token);
  const type = types.find((candidate) => `${candidate}.ndjson` === file);
  if (!type) throw refusal(404, 'not-found', 'No file with this name in the export.');
  return ndjsonResponse(exportLines(db, type, since, until));
}

async function* exportLines(
  db: Db,
  type: DirectoryType,
  since: string | null,
  until: string,
): AsyncGenerator<string, void, undefined> {
  const definition = getDefinition(type);
  let after: string | null = null;
  for (;;) {
    const rows = await listForExport(db, definition, after, since, until, STEP);
    if (rows.length > 0) yield rows.map(({ row }) => `${JSON.stringify(toResource(definition, row))}\n`).join('');
    after = rows.at(-1)?.row.id ?? null;
    if (rows.length < STEP) return;
  }
}
