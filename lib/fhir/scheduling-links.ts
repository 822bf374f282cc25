import 'server-only';
import { type Clock, instant } from '@/lib/clock';
import { type Db, db } from '@/lib/db/client';
import { listPublishedRoles, listPublishedSlots } from '@/lib/scheduling/queries-published';
import type { Answer } from './answer';
import type { FhirObject } from './model';
import { refusal } from './outcome';
import { getDefinition } from './registry/registry';
import { PUBLIC, SLOT_DAYS, scheduleResources, slotResource } from './scheduling-door';
import { toResource } from './search/run';
import { listByIds, listRolePlaces } from './store';
import { ndjsonResponse } from './stream';

const STEP = 50;
const TYPES = ['Location', 'Schedule', 'Slot'] as const;

/** `GET $bulk-publish`: the manifest of SMART Scheduling Links. */
export function publishManifest(clock: Clock, base: string): Answer {
  const manifest: FhirObject = {
    transactionTime: clock.now().toISOString(),
    request: `${base}/$bulk-publish`,
    output: TYPES.map((type) => ({ type, url: `${base}/$bulk-publish/${type}.ndjson`, extension: { state: ['NC'] } })),
    error: [],
  };
  // The guide asks that clients may poll every minute or so; a manifest is never older than that.
  return { status: 200, body: manifest, headers: { 'Cache-Control': 'public, max-age=60' } };
}

export function publishFile(file: string, clock: Clock): Response {
  const type = TYPES.find((candidate) => `${candidate}.ndjson` === file);
  if (!type) throw refusal(404, 'not-found', 'The files are Location.ndjson, Schedule.ndjson and Slot.ndjson.');
  return ndjsonResponse(linesOf(db(), type, clock.now()), { 'Cache-Control': 'public, max-age=60' });
}

async function* linesOf(database: Db, type: (typeof TYPES)[number], now: Date): AsyncGenerator<string, void, undefined> {
  const places = new Set<string>();
  let after: string | null = null;
  for (;;) {
    const roles: string[] = await listPublishedRoles(PUBLIC, after, STEP);
    const resources = await resourcesOf(database, type, roles, places, now);
    if (resources.length > 0) yield resources.map((resource) => `${JSON.stringify(resource)}\n`).join('');
    after = roles.at(-1) ?? null;
    if (roles.length < STEP) return;
  }
}

/** @param sent places that were written already: several roles share one */
async function resourcesOf(
  database: Db,
  type: (typeof TYPES)[number],
  roles: readonly string[],
  sent: Set<string>,
  now: Date,
): Promise<FhirObject[]> {
  if (type === 'Schedule') return scheduleResources(database, roles, now);
  if (type === 'Slot') {
    const until = instant(now.getTime() + SLOT_DAYS * 86_400_000);
    return (await listPublishedSlots(PUBLIC, roles, now, until, now)).map(slotResource);
  }
  const ids = (await listRolePlaces(database, roles)).flatMap(({ location_ids }) => location_ids).filter((id) => !sent.has(id));
  for (const id of ids) sent.add(id);
  const definition = getDefinition('Location');
  return (await listByIds(database, definition, [...new Set(ids)])).map(({ row }) => toResource(definition, row));
}
