import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCalendarFile, type CalendarEvent, escapeText, foldLine, utcStamp } from '@/lib/scheduling/rules/calendar-file';
import { readWithIcalJs, readWithNodeIcal } from '../../support/calendar-readers';

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

const CHANGES = {
  booking: { method: 'REQUEST', sequence: 0 },
  move: { method: 'REQUEST', sequence: 1 },
  cancellation: { method: 'CANCEL', sequence: 2, language: 'es' },
} as const;
const TIMES = {
  'an ordinary day': '2026-12-01T14:30:00Z',
  'the hour before the autumn change': '2026-11-01T04:30:00Z',
  'the repeated hour, first time': '2026-11-01T05:30:00Z',
  'the repeated hour, second time': '2026-11-01T06:30:00Z',
  'the hour before the spring change': '2027-03-14T06:30:00Z',
  'the hour after the spring change': '2027-03-14T07:00:00Z',
} as const;

describe('the calendar file', () => {
  it.each(
    Object.entries(CHANGES).flatMap(([what, change]) =>
      Object.entries(TIMES).map(([when, iso]) => {
        const start = Date.parse(iso);
        return [what, when, event({ ...change, start, end: start + 3_600_000 })] as const;
      }),
    ),
  )('of a %s in %s is read back the same by two readers', (_what, _when, wanted) => {
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
