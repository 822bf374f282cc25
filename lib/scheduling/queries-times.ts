import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { instant, isPlainDate, type PlainDateString, plainDateAt, systemClock } from '@/lib/clock';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { AppointmentView, Slot, VisitMode } from './model';
import { listModes, listUpcomingAppointments, openSlots } from './queries';
import { findAlternatives, readTemplate } from './queries-near';
import { addDays, MINUTE_MS } from './rules/calendar-days';
import { listDisplayZones } from './rules/display-zones';
import { midnightOf } from './rules/zone-time';

/** Days with times that one page shows, and how far it looks for them. */
const DAYS_SHOWN = 4;
const LOOK_DAYS = 45;

export interface TimesPage {
  readonly modes: readonly VisitMode[];
  readonly mode: VisitMode | null;
  /** Times by local date, soonest first. */
  readonly days: readonly { readonly date: PlainDateString; readonly slots: readonly Slot[] }[];
  /** Where "More days" begins, or null when there is nothing later in sight. */
  readonly nextFrom: PlainDateString | null;
  readonly near: readonly Slot[];
  /** The person's own visit at the time that was lost; `here`: the browser's progress is about it. */
  readonly own: (AppointmentView & { readonly here: boolean }) | null;
}

export interface TimesInput {
  readonly roleId: string;
  /** As written in the address; anything unusable counts as not given. */
  readonly mode?: string | undefined;
  readonly from?: string | undefined;
  readonly movingId?: string | undefined;
  /** The visit of this browser's progress. */
  readonly currentId?: string | undefined;
  /** The time somebody else took, for others close to it. */
  readonly lost?: { readonly at: number; readonly visitTypeId: string } | undefined;
}

/** What the page of times shows: a few days at a time, in one way of meeting. */
export async function readTimesPage(actor: Actor, input: TimesInput): Promise<TimesPage> {
  const now = systemClock.now();
  const modes = await listModes(actor, input.roleId);
  const mode = modes.find((each) => each === input.mode) ?? modes[0] ?? null;
  const from = input.from && isPlainDate(input.from) ? instant(midnightOf(PLAN_ZONE, input.from)) : now;
  const start = from.getTime() > now.getTime() ? from : now;
  const to = instant(start.getTime() + LOOK_DAYS * 86_400_000);
  const slots = mode ? await openSlots(actor, { roleId: input.roleId, from: start, to, mode, movingId: input.movingId }) : [];
  const byDate = new Map<PlainDateString, Slot[]>();
  for (const slot of slots) {
    const date = plainDateAt(slot.start, listDisplayZones(slot.mode, slot.zone, PLAN_ZONE)[0]);
    byDate.set(date, [...(byDate.get(date) ?? []), slot]);
  }
  const days = [...byDate].map(([date, ofDay]) => ({ date, slots: ofDay }));
  const last = days[DAYS_SHOWN - 1];
  const near = input.lost
    ? await findAlternatives(actor, {
        roleId: input.roleId,
        visitTypeId: input.lost.visitTypeId,
        start: instant(input.lost.at),
        movingId: input.movingId,
      })
    : [];
  return {
    modes,
    mode,
    days: days.slice(0, DAYS_SHOWN),
    nextFrom: days.length > DAYS_SHOWN && last ? addDays(last.date, 1) : null,
    near,
    own: input.lost ? await findOwnAt(actor, input, input.lost, now) : null,
  };
}

async function findOwnAt(actor: Actor, input: TimesInput, lost: NonNullable<TimesInput['lost']>, now: Date) {
  const type = (await readTemplate(input.roleId, now))?.visitTypes.find((each) => each.id === lost.visitTypeId);
  const end = lost.at + (type?.durationMin ?? 0) * MINUTE_MS;
  const visits = await listUpcomingAppointments(actor);
  const own = visits.find((visit) => visit.id !== input.movingId && visit.start.getTime() < end && lost.at < visit.end.getTime());
  return own ? { ...own, here: own.id === input.currentId } : null;
}
