import { DAY_MS, pad, plainDateOf } from './calendar-days';

export interface CalendarEvent {
  readonly method: 'REQUEST' | 'CANCEL';
  /** Stable for the life of the appointment: the same UID moves or removes the entry already in the calendar. */
  readonly uid: string;
  /** Rises with every change; a CANCEL must be higher than what it cancels (RFC 5546 §3.2.5). */
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly stampedAt: number;
  readonly start: number;
  readonly end: number;
  readonly language: 'en' | 'es';
  /** `mailto:` address of the plan, never of the provider. */
  readonly organizer: string;
  /** Neutral page of the portal. */
  readonly url: string;
}

/** Neutral, because calendars are shared with families and employers: no provider, no place, no kind of care. */
const TITLE = { en: 'Appointment', es: 'Cita' } as const;

/**
 * An iCalendar file (RFC 5545) with UTC times, so that no VTIMEZONE is needed and every reader agrees across clock
 * changes. Written by hand: the common libraries write floating times or a DTSTAMP without Z.
 */
export function buildCalendarFile(event: CalendarEvent): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Care access//Appointments//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${event.method}`,
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utcStamp(event.stampedAt)}`,
    `DTSTART:${utcStamp(event.start)}`,
    `DTEND:${utcStamp(event.end)}`,
    `SUMMARY;LANGUAGE=${event.language}:${escapeText(TITLE[event.language])}`,
    `ORGANIZER:${event.organizer}`,
    `URL:${event.url}`,
    `STATUS:${event.method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    'CLASS:PRIVATE',
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

/** `20261201T143000Z`; seconds are kept, milliseconds are not. */
export function utcStamp(at: number): string {
  const day = Math.floor(at / DAY_MS);
  const seconds = Math.floor((at - day * DAY_MS) / 1000);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => pad(part, 2)).join('');
  return `${plainDateOf(day).replaceAll('-', '')}T${time}Z`;
}

/** RFC 5545 §3.3.11. */
export function escapeText(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/;/g, '\\;').replace(/,/g, '\\,').replace(/\r?\n/g, '\\n');
}

const MAX_OCTETS = 75;

/** RFC 5545 §3.1: lines of at most 75 octets; a character is never cut in two. */
export function foldLine(line: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > MAX_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
