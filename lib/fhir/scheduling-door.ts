import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { type Clock, instant, plainDateAt } from '@/lib/clock';
import { type Db, db } from '@/lib/db/client';
import { appOrigins } from '@/lib/env';
import { isUuid } from '@/lib/ids';
import { helpLine } from '@/lib/organization/organization';
import { type FhirSlot, parseSlotId, toFhirSchedule, toFhirSlot } from '@/lib/scheduling/fhir';
import { listPublishedSlots, listSchedules } from '@/lib/scheduling/queries-published';
import type { Answer } from './answer';
import { schedulingParams } from './capability-scheduling';
import { FHIR_BASE_PATH, type FhirObject } from './model';
import { badValue, type Issue, refusal, toOperationOutcome } from './outcome';
import { UnknownParameter } from './search/compile';
import { FORM_ONLY, type Handling } from './search/request';
import { parseDate, splitAlternatives } from './search/values';
import { listRolePlaces, type RolePlaces } from './store';

const DAY_MS = 86_400_000;
/** How far ahead times are shown when the client does not say. */
export const SLOT_DAYS = 14;
const MAX_ROLES = 50;
const MAX_SLOTS = 500;
export const PUBLIC: Actor = { kind: 'system', name: 'fhir' };

/** Opens the times of a role in the portal on the slot's own day and way of meeting, with that time chosen. */
export function slotDeepLink(slot: FhirSlot): string {
  return `${appOrigins()[0]}/en/appointments/times/${slot.roleId}?mode=${slot.mode}&from=${plainDateAt(slot.start, slot.zone)}&slot=${slot.start.getTime()}.${slot.visitTypeId}`;
}

export const slotResource = (slot: FhirSlot): FhirObject & { id: string } =>
  toFhirSlot(slot, slotDeepLink(slot), helpLine('help').phone);

export async function scheduleResources(
  database: Db,
  roleIds: readonly string[],
  now: Date,
): Promise<(FhirObject & { id: string })[]> {
  const [heads, places] = await Promise.all([listSchedules(PUBLIC, roleIds), listRolePlaces(database, roleIds)]);
  const byRole = new Map(places.map((place) => [place.role_id, place]));
  return heads.map((head) =>
    toFhirSchedule({
      ...head,
      roleResourceIds: byRole.get(head.roleId)?.resource_ids ?? [],
      locationIds: byRole.get(head.roleId)?.location_ids ?? [],
      from: now,
      to: instant(now.getTime() + 120 * DAY_MS),
    }),
  );
}

/** References of the participants of a visit with a role: the role in each network, and its place. */
export async function roleParticipants(roleId: string): Promise<string[]> {
  const [place] = await listRolePlaces(db(), [roleId]);
  return [
    ...(place?.resource_ids ?? []).map((id) => `PractitionerRole/${id}`),
    ...(place?.location_ids ?? []).map((id) => `Location/${id}`),
  ];
}

/** A query without the names this type is not searched by, and what is said about those. */
interface OpenTimesQuery {
  readonly type: 'Schedule' | 'Slot';
  readonly query: URLSearchParams;
  readonly warnings: readonly Issue[];
}

/** @throws FhirError 400 for an unknown parameter when handling is strict */
export function readOpenTimesQuery(type: 'Schedule' | 'Slot', sent: URLSearchParams, handling: Handling): OpenTimesQuery {
  const known = schedulingParams(type);
  const asked = [...sent].filter(([name]) => !FORM_ONLY.has(name));
  const strange = asked.filter(([name]) => !known.includes(name)).map(([name]) => new UnknownParameter(name, type));
  if (strange[0] && handling === 'strict') throw strange[0];
  return {
    type,
    query: new URLSearchParams(asked.filter(([name]) => known.includes(name))),
    warnings: strange.flatMap(({ issues }) => issues.map((issue) => ({ ...issue, severity: 'warning' as const }))),
  };
}

function bundle({ type, query, warnings }: OpenTimesQuery, resources: readonly (FhirObject & { id: string })[]): Answer {
  const base = `${appOrigins()[0]}${FHIR_BASE_PATH}`;
  const text = query.toString();
  const entry = [
    ...resources.map((resource) => ({ fullUrl: `${base}/${type}/${resource.id}`, resource, search: { mode: 'match' } })),
    ...(warnings.length > 0 ? [{ resource: toOperationOutcome(warnings), search: { mode: 'outcome' } }] : []),
  ];
  const body: FhirObject = {
    resourceType: 'Bundle',
    type: 'searchset',
    total: resources.length,
    link: [{ relation: 'self', url: `${base}/${type}${text ? `?${text}` : ''}` }],
    ...(entry.length === 0 ? {} : { entry }),
  };
  return { status: 200, body, headers: { 'Cache-Control': 'no-store' } };
}

/** Role ids meant by `Schedule/x`, a plain id, or `PractitionerRole/x`: a network's resource or the role itself. */
async function rolesOf(database: Db, parameter: string, raw: string, type: string): Promise<string[]> {
  const ids = splitAlternatives(parameter, raw).map((value) => value.split('/').at(-1) ?? '');
  const uuids = ids.filter(isUuid);
  if (uuids.length > MAX_ROLES) throw badValue(parameter, `At most ${MAX_ROLES} at a time.`);
  if (type === 'Schedule') return uuids;
  const places = await listRolePlaces(database, uuids, 'any');
  return places.map(({ role_id }: RolePlaces) => role_id);
}

/** `GET Schedule/id`, `GET Schedule?actor=…` */
export async function answerSchedule(id: string | undefined, asked: OpenTimesQuery, clock: Clock): Promise<Answer> {
  const { query } = asked;
  const now = clock.now();
  if (id !== undefined) {
    const [found] = isUuid(id) ? await scheduleResources(db(), [id], now) : [];
    if (!found) throw refusal(404, 'not-found', 'No Schedule with this id.', 'Schedule.id');
    return { status: 200, body: found };
  }
  const [parameter] = [...query.keys()].filter((key) => key === 'actor' || key === '_id');
  if (!parameter) throw refusal(400, 'required', 'Search schedules by actor or _id.', 'Schedule.actor');
  const raw = query.get(parameter) ?? '';
  const roles = await rolesOf(db(), parameter, raw, parameter === '_id' ? 'Schedule' : 'actor');
  return bundle(asked, await scheduleResources(db(), roles, now));
}

/** `GET Slot/id`, `GET Slot?schedule=…&start=ge…&start=lt…&status=free`. Computed at this moment. */
export async function answerSlot(id: string | undefined, asked: OpenTimesQuery, clock: Clock): Promise<Answer> {
  const { query } = asked;
  const now = clock.now();
  if (id !== undefined) {
    const wanted = parseSlotId(id);
    const at = wanted ? instant(wanted.startMs) : now;
    const slots = wanted ? await listPublishedSlots(PUBLIC, [wanted.roleId], at, instant(at.getTime() + 60_000), now) : [];
    const found = slots.find((slot) => slot.visitTypeId === wanted?.visitTypeId);
    if (!found) throw refusal(404, 'not-found', 'No Slot with this id, or its time has passed.', 'Slot.id');
    return { status: 200, body: slotResource(found), headers: { 'Cache-Control': 'no-store' } };
  }
  const schedule = query.get('schedule');
  if (!schedule) throw refusal(400, 'required', 'Search slots by schedule.', 'Slot.schedule');
  const status = query.get('status');
  if (status !== null && !/^(free|busy)(,(free|busy))*$/.test(status)) throw badValue('status', 'A slot is free or busy.');
  const roles = await rolesOf(db(), 'schedule', schedule, 'Schedule');
  const { from, to } = windowOf(query.getAll('start'), now);
  const slots = await listPublishedSlots(PUBLIC, roles, from, to, now);
  const wanted = slots.filter((slot) => status === null || status.split(',').includes(slot.status)).slice(0, MAX_SLOTS);
  return bundle(asked, wanted.map(slotResource));
}

/** Half-open window from `start` parameters; from now and two weeks long where they do not say. */
export function windowOf(starts: readonly string[], now: Date): { from: Date; to: Date } {
  let from = now.getTime();
  let to: number | null = null;
  for (const raw of starts) {
    const value = parseDate('start', raw);
    if (value.prefix === 'ge' || value.prefix === 'eq') from = Math.max(from, value.from.getTime());
    if (value.prefix === 'gt' || value.prefix === 'sa') from = Math.max(from, value.to.getTime());
    if (value.prefix === 'lt' || value.prefix === 'eb') to = value.from.getTime();
    if (value.prefix === 'le' || value.prefix === 'eq') to = value.to.getTime();
  }
  const end = Math.min(to ?? from + SLOT_DAYS * DAY_MS, from + 120 * DAY_MS);
  return { from: instant(from), to: instant(end) };
}
