import ical from 'node-ical';
import { describe, expect, it } from 'vitest';
import { isPublicAddress, parsePublicUrl } from '@/lib/http/fetch-public';
import { readBusyTimes } from '@/lib/scheduling/rules/busy-times';
import { parseHours, writeHours } from '@/lib/scheduling/rules/weekly-hours';

const window = {
  zone: 'America/New_York',
  start: Date.parse('2026-10-25T00:00:00Z'),
  end: Date.parse('2026-11-20T00:00:00Z'),
};
const calendar = (...events: string[][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
const starts = (...events: string[][]) =>
  readBusyTimes(calendar(...events), window).map((span) => new Date(span.start).toISOString().slice(0, 16));

const WEEKLY = [
  'UID:w',
  'DTSTAMP:20261001T000000Z',
  'DTSTART;TZID=America/New_York:20261026T090000',
  'DTEND;TZID=America/New_York:20261026T100000',
  'RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5',
];

describe('busy times of an iCalendar feed', () => {
  it('keep their wall time when the clocks change', () => {
    // 9:00 in New York is 13:00 UTC until October and 14:00 UTC from November 1, 2026 on.
    expect(starts(WEEKLY)).toEqual([
      '2026-10-26T13:00',
      '2026-10-28T13:00',
      '2026-11-02T14:00',
      '2026-11-04T14:00',
      '2026-11-09T14:00',
    ]);
  });

  it('agree with an independent reader on daily and weekly rules with exceptions', async () => {
    const zone = 'TZID=America/New_York';
    const daily = [
      'UID:d',
      'DTSTAMP:20261001T000000Z',
      `DTSTART;${zone}:20261027T120000`,
      `DTEND;${zone}:20261027T123000`,
      'RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20261110T235959Z',
      `EXDATE;${zone}:20261102T120000`,
    ];
    const ours = starts(daily, WEEKLY);
    const parsed = await ical.async.parseICS(calendar(daily, WEEKLY));
    const theirs = Object.values(parsed)
      .flatMap((event) =>
        event && event.type === 'VEVENT'
          ? ical
              .expandRecurringEvent(event, { from: new Date(window.start), to: new Date(window.end) })
              .map((each) => new Date(each.start).toISOString().slice(0, 16))
          : [],
      )
      .sort();
    expect(ours).toEqual(theirs);
  });

  it('leave out cancelled, transparent and removed ones, and follow a moved one', () => {
    const one = (uid: string, ...more: string[]) => [
      `UID:${uid}`,
      'DTSTAMP:20261001T000000Z',
      'DTSTART:20261103T150000Z',
      'DTEND:20261103T160000Z',
      ...more,
    ];
    expect(starts(one('a', 'STATUS:CANCELLED'), one('b', 'TRANSP:TRANSPARENT'), one('c'))).toEqual(['2026-11-03T15:00']);
    const moved = [
      'UID:w',
      'DTSTAMP:20261001T000000Z',
      'RECURRENCE-ID;TZID=America/New_York:20261104T090000',
      'DTSTART;TZID=America/New_York:20261105T110000',
      'DTEND;TZID=America/New_York:20261105T120000',
    ];
    expect(starts(WEEKLY, moved)).toEqual([
      '2026-10-26T13:00',
      '2026-10-28T13:00',
      '2026-11-02T14:00',
      '2026-11-05T16:00',
      '2026-11-09T14:00',
    ]);
  });

  it('take whole days, durations, times without zone and Outlook zones by the right clock', () => {
    const at = (start: string, end: string) => [`UID:${start}`, 'DTSTAMP:20261001T000000Z', start, end];
    expect(starts(at('DTSTART;VALUE=DATE:20261101', 'DTEND;VALUE=DATE:20261102'))).toEqual(['2026-11-01T04:00']);
    const [day] = readBusyTimes(calendar(at('DTSTART;VALUE=DATE:20261101', 'DTEND;VALUE=DATE:20261102')), window);
    expect(((day?.end ?? 0) - (day?.start ?? 0)) / 3_600_000).toBe(25);
    expect(starts(at('DTSTART:20261103T090000', 'DURATION:PT30M'))).toEqual(['2026-11-03T14:00']);
    expect(starts(at('DTSTART;TZID=Pacific Standard Time:20261103T090000', 'DURATION:PT30M'))).toEqual(['2026-11-03T17:00']);
  });

  it('stop at the window and refuse what is no calendar', () => {
    const forever = [...WEEKLY.slice(0, 4), 'RRULE:FREQ=DAILY'];
    expect(starts(forever)).toHaveLength(25);
    expect(() => readBusyTimes('<html>', window)).toThrow();
  });
});

describe('an address somebody gives us', () => {
  it('is https on the usual port without a user', () => {
    expect(parsePublicUrl('webcal://calendar.example.com/a.ics')?.toString()).toBe('https://calendar.example.com/a.ics');
    for (const bad of [
      'http://example.com/',
      'https://example.com:8443/',
      'https://u:p@example.com/',
      'file:///etc/passwd',
      'x',
    ]) {
      expect(parsePublicUrl(bad)).toBeNull();
    }
  });

  it('never leads into our own network', () => {
    const within = [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
    ];
    const within6 = ['::1', '::', 'fe80::1', 'fc00::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1'];
    for (const address of [...within, ...within6]) expect(isPublicAddress(address), address).toBe(false);
    for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700::1111']) expect(isPublicAddress(address), address).toBe(true);
  });
});

describe('weekly hours as typed', () => {
  it('are read and written the same', () => {
    expect(parseHours('9:00-12:00, 13:00 – 17:30')).toEqual([
      { startsMinute: 540, endsMinute: 720 },
      { startsMinute: 780, endsMinute: 1050 },
    ]);
    expect(writeHours(parseHours('09:00-12:00,13:00-24:00') ?? [])).toBe('9:00-12:00, 13:00-24:00');
    expect(parseHours('  ')).toEqual([]);
  });

  it('are refused when they end early, overlap or are no times', () => {
    for (const bad of ['12:00-9:00', '9:00-12:00, 11:00-13:00', '9-12', '9:60-10:00', '23:00-24:30', 'closed']) {
      expect(parseHours(bad), bad).toBeNull();
    }
  });
});
