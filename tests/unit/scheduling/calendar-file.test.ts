import fc from 'fast-check';
import ICAL from 'ical.js';
import nodeIcal, { type VEvent } from 'node-ical';
import { describe, expect, it } from 'vitest';
import { buildCalendarFile, type CalendarEvent, escapeText, foldLine, utcStamp } from '@/lib/scheduling/rules/calendar-file';

const event = (changes: Partial<CalendarEvent> = {}): CalendarEvent => ({
  method: 'REQUEST',
  uid: '019ab3f0-0000-7000-8000-000000000001',
  sequence: 0,
  stampedAt: Date.parse('2026-11-23T14:00:00Z'),
  start: Date.parse('2026-12-01T14:30:00Z'),
  end: Date.parse('2026-12-01T15:30:00Z'),
  language: 'en',
  organizer: 'mailto:appointments@care.example',
  url: 'https://care.example/en/appointments/manage',
  ...changes,
});

function readWithIcalJs(text: string) {
  const component = new ICAL.Component(ICAL.parse(text));
  const read = new ICAL.Event(component.getFirstSubcomponent('vevent') ?? undefined);
  return {
    method: component.getFirstPropertyValue('method'),
    uid: read.uid,
    sequence: read.sequence,
    start: read.startDate.toJSDate().toISOString(),
    end: read.endDate.toJSDate().toISOString(),
    summary: read.summary,
    status: String(read.component.getFirstPropertyValue('status')),
  };
}

function readWithNodeIcal(text: string) {
  const calendar = nodeIcal.sync.parseICS(text);
  const read = Object.values(calendar).find((entry) => entry?.type === 'VEVENT') as VEvent & Record<string, unknown>;
  const summary = read.summary as unknown as string | { val: string };
  return {
    method: (read.method as string) ?? null,
    uid: read.uid,
    sequence: Number(read.sequence),
    start: new Date(read.start).toISOString(),
    end: new Date(read.end as Date).toISOString(),
    summary: typeof summary === 'string' ? summary : summary.val,
    status: read.status as unknown as string,
  };
}

describe('the calendar file', () => {
  it.each([
    ['a booking', event()],
    ['a move', event({ sequence: 1, start: Date.parse('2026-12-02T19:00:00Z'), end: Date.parse('2026-12-02T20:00:00Z') })],
    ['a cancellation', event({ method: 'CANCEL', sequence: 2, language: 'es' })],
    [
      'the hour before the autumn change',
      event({ start: Date.parse('2026-11-01T05:30:00Z'), end: Date.parse('2026-11-01T06:30:00Z') }),
    ],
    ['the repeated hour', event({ start: Date.parse('2026-11-01T06:30:00Z'), end: Date.parse('2026-11-01T07:30:00Z') })],
    ['the spring change', event({ start: Date.parse('2027-03-14T06:30:00Z'), end: Date.parse('2027-03-14T07:30:00Z') })],
  ])('of %s is read back the same by two readers', (_name, wanted) => {
    const text = buildCalendarFile(wanted);
    const expected = {
      method: wanted.method,
      uid: wanted.uid,
      sequence: wanted.sequence,
      start: new Date(wanted.start).toISOString(),
      end: new Date(wanted.end).toISOString(),
      summary: wanted.language === 'en' ? 'Appointment' : 'Cita',
      status: wanted.method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED',
    };
    expect(readWithIcalJs(text)).toEqual(expected);
    expect(readWithNodeIcal(text)).toEqual(expected);
  });

  it('has UTC stamps, CRLF line ends and one stable UID, and names nobody', () => {
    const text = buildCalendarFile(event());
    expect(text).toContain('\r\nDTSTAMP:20261123T140000Z\r\n');
    expect(text.split('\r\n').every((line) => !line.includes('\n'))).toBe(true);
    expect(text).not.toMatch(/LOCATION|DESCRIPTION|ATTENDEE/);
  });
});

describe('lines', () => {
  it('are at most 75 octets and unfold to the same text, whatever the language', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const line = escapeText(text.replace(/\r/g, ''));
        const folded = foldLine(line);
        for (const part of folded.split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
        expect(folded.replaceAll('\r\n ', '')).toBe(line);
      }),
    );
  });

  it('write instants to the second in UTC', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
        const iso = `${date.toISOString().slice(0, 19)}Z`;
        expect(utcStamp(date.getTime())).toBe(iso.replace(/[-:]/g, ''));
      }),
    );
  });
});
