import 'server-only';
import { instant } from '@/lib/clock';
import type { Db } from '@/lib/db/client';
import { isUuid } from '@/lib/ids';
import type { Answer } from './answer';
import { type FhirObject, isFhirId } from './model';
import { refusal } from './outcome';
import type { ResourceDefinition } from './registry/model';
import { type Handling, readSearch } from './search/request';
import { searchBundle, toResource } from './search/run';
import { listByIds } from './store';

/** `GET /Type?…` and `POST /Type/_search`. */
export async function answerSearch(
  db: Db,
  definition: ResourceDefinition,
  pairs: readonly (readonly [string, string])[],
  handling: Handling,
  base: string,
): Promise<Answer> {
  const bundle = await searchBundle(db, readSearch(definition, pairs, handling), base);
  return { status: 200, body: bundle as unknown as FhirObject };
}

/** `GET /Type/id` and `GET /Type/id/_history/version`; only the current version is kept. */
export async function answerRead(db: Db, definition: ResourceDefinition, id: string, version: string | null): Promise<Answer> {
  const unknown = () => refusal(404, 'not-found', `No ${definition.type} with this id.`, `${definition.type}.id`);
  if (!isFhirId(id)) throw refusal(400, 'value', 'An id has letters, digits, - and . only, at most 64.', `${definition.type}.id`);
  if (!isUuid(id)) throw unknown();
  const [found] = await listByIds(db, definition, [id.toLowerCase()], false);
  if (!found) throw unknown();
  // Rows are made inactive, never deleted: the client learns that it was here and is gone.
  if (!found.visible) throw refusal(410, 'deleted', `This ${definition.type} is no longer listed.`, `${definition.type}.id`);
  const resource = toResource(definition, found.row);
  const meta = resource.meta as { versionId: string; lastUpdated: string };
  if (version !== null && version !== meta.versionId) {
    throw refusal(404, 'not-found', 'Only the current version is kept.', `${definition.type}.meta.versionId`);
  }
  return {
    status: 200,
    body: resource,
    headers: { ETag: `W/"${meta.versionId}"`, 'Last-Modified': httpDate(meta.lastUpdated) },
  };
}

function httpDate(iso: string): string {
  return instant(iso).toUTCString();
}
