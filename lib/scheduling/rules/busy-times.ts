import ICAL from 'ical.js';
import type { Span } from '../model';
import { DAY_MS, MINUTE_MS } from './calendar-days';
import { startOf } from './zone-time';

/** Names that Outlook gives to zones of the United States (Unicode CLDR, windowsZones). */
const WINDOWS_ZONES: Readonly<Record<string, string>> = {
  'Eastern Standard Time': 'America/New_York',
  'US Eastern Standard Time': 'America/Indiana/Indianapolis',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'US Mountain Standard Time': 'America/Phoenix',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Alaskan Standard Time': 'America/Anchorage',
  'Hawaiian Standard Time': 'Pacific/Honolulu',
};

/** More occurrences than this of one event are not read: a rule without end must not hold a worker. */
const MAX_OCCURRENCES = 5000;
const MAX_SPANS = 5000;

export interface BusyWindow extends Span {
  /** Zone of times that name none. */
  readonly zone: string;
}

/**
 * When an iCalendar file (RFC 5545) says its owner is busy, within a window, in order and merged by nobody. Cancelled
 * and transparent events do not count; repeated ones count each time, with their exceptions. Titles are never looked at.
 * @throws when the text is no calendar
 */
export function readBusyTimes(text: string, window: BusyWindow): Span[] {
  const parsed = ICAL.parse(text) as unknown[];
  const calendars = (Array.isArray(parsed[0]) ? parsed : [parsed]).map(
    (json) => new ICAL.Component(json as [string, unknown[], unknown[]]),
  );
  if (!calendars.every((calendar) => calendar.name === 'vcalendar')) throw new Error('no calendar');
  const spans = calendars.flatMap((calendar) => calendarSpans(calendar, window));
  return spans.sort((a, b) => a.start - b.start).slice(0, MAX_SPANS);
}

function calendarSpans(calendar: ICAL.Component, window: BusyWindow): Span[] {
  const components = calendar.getAllSubcomponents('vevent').filter((each) => each.hasProperty('dtstart'));
  const exceptions = components.filter((each) => each.hasProperty('recurrence-id'));
  const masters = components.filter((each) => !each.hasProperty('recurrence-id'));
  const known = new Set(masters.map((each) => String(each.getFirstPropertyValue('uid'))));
  const alone = exceptions.filter((each) => !known.has(String(each.getFirstPropertyValue('uid'))));
  return [...masters, ...alone].flatMap((component) => {
    const uid = String(component.getFirstPropertyValue('uid'));
    const own = exceptions.filter((each) => each !== component && String(each.getFirstPropertyValue('uid')) === uid);
    return eventSpans(new ICAL.Event(component, { exceptions: own }), window);
  });
}

function isFree(component: ICAL.Component): boolean {
  const is = (name: string, value: string) => String(component.getFirstPropertyValue(name) ?? '').toUpperCase() === value;
  return is('transp', 'TRANSPARENT') || is('status', 'CANCELLED');
}

function eventSpans(event: ICAL.Event, window: BusyWindow): Span[] {
  const meets = (span: Span) => span.start < window.end && window.start < span.end && span.start < span.end;
  if (!event.isRecurring()) {
    const span = spanOf(event.startDate, event.endDate, event.component, window.zone);
    return isFree(event.component) || !meets(span) ? [] : [span];
  }
  const spans: Span[] = [];
  const iterator = event.iterator();
  for (let count = 0; count < MAX_OCCURRENCES; count++) {
    const next = iterator.next();
    if (!next) break;
    const { startDate, endDate, item } = event.getOccurrenceDetails(next);
    const span = spanOf(startDate, endDate, item.component, window.zone);
    // A moved occurrence may lie anywhere; a regular one beyond the window ends the walk.
    if (item === event && span.start >= window.end) break;
    if (!isFree(item.component) && meets(span)) spans.push(span);
  }
  return spans;
}

function spanOf(start: ICAL.Time, end: ICAL.Time, component: ICAL.Component, fallback: string): Span {
  const zone = zoneOf(component, fallback);
  return { start: instantOf(start, zone), end: instantOf(end, zone) };
}

/** The zone of an event's wall times: the one it names, when we know it; else the practice's own. */
function zoneOf(component: ICAL.Component, fallback: string): string {
  const named = component.getFirstProperty('dtstart')?.getFirstParameter('tzid');
  const zone = named && (WINDOWS_ZONES[named] ?? named);
  if (!zone) return fallback;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return fallback;
  }
}

function instantOf(time: ICAL.Time, zone: string): number {
  const day = Math.floor(Date.UTC(time.year, time.month - 1, time.day) / DAY_MS);
  const minute = time.isDate ? 0 : time.hour * 60 + time.minute;
  if (time.zone?.tzid === 'UTC') return day * DAY_MS + minute * MINUTE_MS;
  return startOf(zone, day, minute);
}
