import type { ScheduleTemplate, Span, VisitType, VisitTypeId } from '../model';
import { DAY_MS, type DayNumber, MINUTE_MS, plainDateOf, weekdayOf } from './calendar-days';
import { endOf, instantsOf, localDayAt, startOf, steadyOffset } from './zone-time';

/** A bookable time in epoch milliseconds. */
export interface FreeSlot {
  readonly visitTypeId: VisitTypeId;
  readonly start: number;
  readonly end: number;
}

interface OpenHours {
  readonly startsMinute: number;
  readonly endsMinute: number;
  readonly visitTypeId: string | null;
}

/** Hours of one local date: dated hours replace weekly ones; a closed date has none. */
export function openHoursOn(template: ScheduleTemplate, day: DayNumber): readonly OpenHours[] {
  const date = plainDateOf(day);
  const dated = template.datedHours.filter((hours) => hours.on === date);
  // A date the practice opened by hand stays open on a holiday: the hand knows better than the calendar.
  if (dated.length > 0) return dated.flatMap((hours) => hours.ranges.map((range) => ({ ...range, visitTypeId: null })));
  if (template.closedOn.has(date)) return [];
  const weekday = weekdayOf(day);
  return template.rules.filter(
    (rule) => rule.weekday === weekday && rule.validFrom <= date && (rule.validTo === null || date <= rule.validTo),
  );
}

/** The time an appointment keeps from others: with its buffers (policy P5: the after-buffer is its own). */
export function busySpan(type: VisitType, start: number): Span {
  return {
    start: start - type.bufferBeforeMin * MINUTE_MS,
    end: start + (type.durationMin + type.bufferAfterMin) * MINUTE_MS,
  };
}

/** Busy times in order and without overlaps, as `freeSlotsOn` needs them. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ start: span.start, end: span.end });
  }
  return merged;
}

/** True when a half-open span meets one of the merged spans (policy P2). */
function isBusy(merged: readonly Span[], start: number, end: number): boolean {
  let low = 0;
  let high = merged.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((merged[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const next = merged[low];
  return next !== undefined && next.start < end;
}

/** Starts of one visit type within one stretch of opening hours, in order. */
function startsWithin(zone: string, day: DayNumber, hours: OpenHours, type: VisitType): number[] {
  const starts: number[] = [];
  const lengthMs = type.durationMin * MINUTE_MS;
  const offset = steadyOffset(zone, day);
  if (offset !== null) {
    for (let minute = hours.startsMinute; minute + type.durationMin <= hours.endsMinute; minute += type.stepMin) {
      starts.push(day * DAY_MS + minute * MINUTE_MS - offset);
    }
    return starts;
  }
  // Around a clock change: elapsed time decides what fits, gap times do not exist, repeated ones exist twice (P3).
  const opens = startOf(zone, day, hours.startsMinute);
  const closes = endOf(zone, day, hours.endsMinute);
  for (let minute = hours.startsMinute; minute < hours.endsMinute; minute += type.stepMin) {
    for (const at of instantsOf(zone, day, minute)) {
      if (at >= opens && at + lengthMs <= closes) starts.push(at);
    }
  }
  return starts.sort((a, b) => a - b);
}

/** First instant that satisfies the minimum notice (P4: inclusive, elapsed). */
export function earliestStart(type: VisitType, now: number): number {
  return now + type.noticeMin * MINUTE_MS;
}

/** Last local date that may be booked (P6: counted in local dates, included). */
export function lastDay(template: ScheduleTemplate, type: VisitType, now: number): DayNumber {
  return localDayAt(template.zone, now) + type.horizonDays;
}

/** Starts a template offers on a date for one visit type in one stretch of hours, whoever has claimed them. */
function offeredStarts(template: ScheduleTemplate, day: DayNumber, hours: OpenHours, type: VisitType, now: number): number[] {
  if (hours.visitTypeId !== null && hours.visitTypeId !== type.id) return [];
  if (day > lastDay(template, type, now)) return [];
  const earliest = earliestStart(type, now);
  return startsWithin(template.zone, day, hours, type).filter((start) => start >= earliest);
}

/** Free times of one local date, earliest first. `merged` comes from `mergeSpans`. */
export function freeSlotsOn(template: ScheduleTemplate, day: DayNumber, merged: readonly Span[], now: number): FreeSlot[] {
  // Keyed, because overlapping opening hours must not offer one time twice.
  const found = new Map<string, FreeSlot>();
  for (const hours of openHoursOn(template, day)) {
    for (const type of template.visitTypes) {
      for (const start of offeredStarts(template, day, hours, type, now)) {
        const busy = busySpan(type, start);
        if (isBusy(merged, busy.start, busy.end)) continue;
        found.set(`${type.id}${start}`, { visitTypeId: type.id, start, end: start + type.durationMin * MINUTE_MS });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start || (a.visitTypeId < b.visitTypeId ? -1 : 1));
}

/** Free times whose start lies in `[from, to)`, earliest first. */
export function freeSlots(template: ScheduleTemplate, window: Span, busy: readonly Span[], now: number): FreeSlot[] {
  const merged = mergeSpans(busy);
  const slots: FreeSlot[] = [];
  const last = lastBookableDay(template, window.end, now);
  for (let day = localDayAt(template.zone, Math.max(window.start, now)); day <= last; day++) {
    for (const slot of freeSlotsOn(template, day, merged, now)) {
      if (slot.start >= window.start && slot.start < window.end) slots.push(slot);
    }
  }
  return slots;
}

/** The soonest free time that starts in `[from, to)`, or null. Stops at the first day that has one. */
export function firstFreeSlot(template: ScheduleTemplate, window: Span, busy: readonly Span[], now: number): FreeSlot | null {
  const merged = mergeSpans(busy);
  const last = lastBookableDay(template, window.end, now);
  for (let day = localDayAt(template.zone, Math.max(window.start, now)); day <= last; day++) {
    const slot = freeSlotsOn(template, day, merged, now).find((each) => each.start >= window.start && each.start < window.end);
    if (slot) return slot;
  }
  return null;
}

function lastBookableDay(template: ScheduleTemplate, end: number, now: number): DayNumber {
  const horizon = Math.max(-1, ...template.visitTypes.map((type) => lastDay(template, type, now)));
  return Math.min(localDayAt(template.zone, end - 1), horizon);
}

export type SlotRefusal = 'SLOT_IN_PAST' | 'NOT_A_SLOT';

/** Why a wanted start is not one of the template's times, whoever else wants it; null when it is. */
export function refuseStart(template: ScheduleTemplate, visitTypeId: string, start: number, now: number): SlotRefusal | null {
  const type = template.visitTypes.find((each) => each.id === visitTypeId);
  if (!type) return 'NOT_A_SLOT';
  if (start < earliestStart(type, now)) return 'SLOT_IN_PAST';
  const day = localDayAt(template.zone, start);
  const offered = freeSlotsOn(template, day, [], now).some((slot) => slot.visitTypeId === type.id && slot.start === start);
  return offered ? null : 'NOT_A_SLOT';
}
