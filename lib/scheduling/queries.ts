import 'server-only';
import { AppError } from '@/lib/app-error';
import type { Actor } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { scopeOf } from '@/lib/auth/scope';
import { type Clock, instant, plainDateAt, systemClock } from '@/lib/clock';
import { type Db, db } from '@/lib/db/client';
import { asMember, asVisitor, inScope } from '@/lib/db/scope';
import { isUuid } from '@/lib/ids';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { AppointmentView, HoldView, ScheduleTemplate, Slot, VisitMode } from './model';
import { VISIT_MODES } from './model';
import { addBusinessDays, decideDueAt, type NeedLevel } from './rules/access-standard';
import { addDays, dayNumberOf, plainDateOf } from './rules/calendar-days';
import { type FreeSlot, firstFreeSlot, freeSlots } from './rules/free-slots';
import { spansFor, withoutOwnTime } from './rules/taken-time';
import { isMinorsVisit, isShownTo } from './rules/withheld';
import { midnightOf } from './rules/zone-time';
import { type AppointmentRow, findAppointmentOf, findByCodeHash, findVisitKind, listOfMember, listUpcoming } from './store';
import { listWithheld } from './store-account';
import { findHold } from './store-claims';
import { codeHashes } from './store-details';
import { countTakenBack } from './store-failed';
import { loadHolidays, loadTaken, loadTemplates } from './store-schedules';

interface ReadDeps {
  readonly clock: Clock;
}

const SYSTEM: ReadDeps = { clock: systemClock };

/** Whose holds and visits an actor may see: a visitor's own, a member's, or none (a helper sees nothing on file). */
export function holderOf(actor: Actor): string | null {
  const ownerId = actor.kind === 'visitor' ? actor.journeyId : actor.kind === 'member' ? actor.memberId : null;
  return ownerId !== null && can(actor, 'appointment.read', { ownerId }) ? ownerId : null;
}

/** The day before the date of an instant in the plan's zone: no zone's "today" is earlier. */
export const templatesFrom = (now: Date) => addDays(plainDateAt(now, PLAN_ZONE), -1);

export function toSlot(template: ScheduleTemplate, free: FreeSlot): Slot {
  const type = template.visitTypes.find((each) => each.id === free.visitTypeId);
  if (!type) throw new Error('A slot without its visit type');
  return {
    roleId: template.roleId,
    visitTypeId: free.visitTypeId,
    mode: type.mode,
    start: instant(free.start),
    end: instant(free.end),
    zone: template.zone,
  };
}

/** How the times of a role are asked for. */
export interface OpenSlotsInput {
  readonly roleId: string;
  /** Starts in `[from, to)`. */
  readonly from: Date;
  readonly to: Date;
  readonly mode?: VisitMode | undefined;
  /** For a move: the visit's own old time does not stand in the way, and is no offer either. */
  readonly movingId?: string | undefined;
}

/**
 * Free times of one role, soonest first; none for an unknown role or one without a schedule.
 * The holder's own holds do not hide times (policy P7).
 */
export async function openSlots(actor: Actor, input: OpenSlotsInput, deps: ReadDeps = SYSTEM): Promise<readonly Slot[]> {
  const now = deps.clock.now();
  if (!isUuid(input.roleId)) return [];
  const template = (await loadTemplates(db(), [input.roleId], templatesFrom(now))).get(input.roleId);
  if (!template) return [];
  const window = { start: input.from.getTime(), end: input.to.getTime() };
  const taken = (await loadTaken(db(), [input.roleId], padded(window), now)).get(input.roleId) ?? [];
  const viewer = { memberId: holderOf(actor), appointmentId: input.movingId };
  const slots = freeSlots(template, window, spansFor(taken, viewer), now.getTime());
  return withoutOwnTime(slots, template, taken, viewer)
    .map((free) => toSlot(template, free))
    .filter((slot) => input.mode === undefined || slot.mode === input.mode);
}

const DAY_MS = 86_400_000;

/** Buffers and long visits reach over the edges of a window. */
const padded = (window: { start: number; end: number }) => ({ start: window.start - DAY_MS, end: window.end + 2 * DAY_MS });

/** The ways a role offers visits, nearest to the person first. */
export async function listModes(_actor: Actor, roleId: string, deps: ReadDeps = SYSTEM): Promise<readonly VisitMode[]> {
  if (!isUuid(roleId)) return [];
  const template = (await loadTemplates(db(), [roleId], templatesFrom(deps.clock.now()))).get(roleId);
  return VISIT_MODES.filter((mode) => template?.visitTypes.some((type) => type.mode === mode));
}

const SOON_DAYS = 14;
const FAR_DAYS = 120;

/**
 * The soonest free time of each role; roles without one are absent. Built for lists of a hundred roles: few reads for
 * all, the first two weeks first, and the rest only for roles that have nothing there.
 */
export async function soonestSlots(roleIds: readonly string[], now: Date): Promise<ReadonlyMap<string, Slot>> {
  const templates = await loadTemplates(db(), roleIds, templatesFrom(now));
  const found = new Map<string, Slot>();
  const at = now.getTime();
  for (const window of [
    { start: at, end: at + SOON_DAYS * DAY_MS },
    { start: at + SOON_DAYS * DAY_MS, end: at + FAR_DAYS * DAY_MS },
  ]) {
    const missing = [...templates.values()].filter((template) => !found.has(template.roleId));
    if (missing.length === 0) break;
    const ids = missing.map((template) => template.roleId);
    const busy = await loadTaken(db(), ids, padded(window), now);
    for (const template of missing) {
      const free = firstFreeSlot(template, window, busy.get(template.roleId) ?? [], at);
      if (free) found.set(template.roleId, toSlot(template, free));
    }
  }
  return found;
}

/** By when a person who asks now is to be seen (policy P8). Exclusive. */
export async function getDueAt(level: NeedLevel, requestedAt: Date, database: Db = db()): Promise<Date> {
  const holidays = await loadHolidays(database, plainDateAt(requestedAt, PLAN_ZONE));
  return instant(decideDueAt(level, requestedAt.getTime(), PLAN_ZONE, holidays));
}

/** The end of the `count`th business day after an instant, in the plan's zone. Exclusive. */
export async function getBusinessDayEnd(from: Date, count: number, database: Db = db()): Promise<Date> {
  const day = plainDateAt(from, PLAN_ZONE);
  const holidays = await loadHolidays(database, day);
  const last = addBusinessDays(dayNumberOf(day), count, holidays);
  return instant(midnightOf(PLAN_ZONE, plainDateOf(last + 1)));
}

export async function toView(database: Db, row: AppointmentRow, now: Date): Promise<AppointmentView> {
  return {
    id: row.id,
    roleId: row.roleId,
    visitTypeId: row.visitTypeId,
    status: row.status,
    mode: row.mode,
    start: row.startsAt,
    end: row.endsAt,
    zone: row.zone,
    confirmed: row.confirmedAt !== null,
    code: row.document?.code ?? null,
    details: row.document?.details ?? null,
    hold: await readHold(database, row.id, now),
    needsReschedule: row.needsReschedule,
    withheld: row.withheld || isMinorsVisit(row) ? row.withheld : null,
    dueAt: row.dueAt,
    icsSequence: row.icsSequence,
    updatedAt: row.updatedAt,
  };
}

/** The valid hold of an appointment with what a page shows of it, or null. */
export async function readHold(database: Db, appointmentId: string, now: Date): Promise<HoldView | null> {
  const claim = await findHold(database, appointmentId, now);
  const kind = claim && (await findVisitKind(database, claim.visitTypeId));
  if (!claim?.expiresAt || !kind) return null;
  return {
    claimId: claim.id,
    appointmentId: claim.appointmentId,
    roleId: claim.roleId,
    visitTypeId: claim.visitTypeId,
    mode: kind.mode,
    start: claim.start,
    end: claim.end,
    zone: kind.zone,
    expiresAt: claim.expiresAt,
  };
}

/** An appointment the actor may see, or null for foreign and unknown ids alike. */
export async function findAppointment(actor: Actor, id: string, deps: ReadDeps = SYSTEM): Promise<AppointmentView | null> {
  const holderId = holderOf(actor);
  if (!holderId || !isUuid(id)) return null;
  const now = deps.clock.now();
  return inScope(scopeOf(actor), async (tx) => {
    const row = await findAppointmentOf(tx, id, holderId, now);
    return row && isShownTo(actor, row) ? toView(tx, row, now) : null;
  });
}

/** The visit of a return code, before its birth date is compared: the row security opens it to the code alone. */
export async function findByCode(code: string): Promise<AppointmentRow | null> {
  for (const hash of codeHashes(code)) {
    const row = await asVisitor(hash, (tx) => findByCodeHash(tx, hash));
    if (row) return row;
  }
  return null;
}

/** @throws NOT_FOUND for foreign and unknown ids alike */
export async function getAppointment(actor: Actor, id: string, deps: ReadDeps = SYSTEM): Promise<AppointmentView> {
  const view = await findAppointment(actor, id, deps);
  if (!view) throw new AppError('NOT_FOUND');
  return view;
}

/** The actor's booked visits that are not over, soonest first. */
export async function listUpcomingAppointments(actor: Actor, deps: ReadDeps = SYSTEM): Promise<readonly AppointmentView[]> {
  const holderId = holderOf(actor);
  if (!holderId) return [];
  const now = deps.clock.now();
  return inScope(scopeOf(actor), async (tx) => {
    const rows = await listUpcoming(tx, holderId, now);
    const views: AppointmentView[] = [];
    for (const row of rows) if (isShownTo(actor, row)) views.push(await toView(tx, row, now));
    return views;
  });
}

/** Every visit of a member, past and cancelled ones too, newest first; for the account and its export. */
export async function listAllVisits(actor: Actor, deps: ReadDeps = SYSTEM): Promise<readonly AppointmentView[]> {
  const memberId = actor.kind === 'member' ? holderOf(actor) : null;
  if (!memberId) return [];
  return asMember(memberId, async (tx) => {
    const views: AppointmentView[] = [];
    for (const row of await listOfMember(tx, memberId)) {
      if (isShownTo(actor, row)) views.push(await toView(tx, row, deps.clock.now()));
    }
    return views;
  });
}

/** Visits that nobody who acts for the member may know of. */
export const listWithheldVisits = (memberId: string): Promise<readonly string[]> =>
  asMember(memberId, (tx) => listWithheld(tx, memberId));

/** Booked visits that a practice could not keep since a moment, by role; inside the caller's system scope. */
export const countFailedBookings = countTakenBack;
