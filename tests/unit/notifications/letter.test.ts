import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '@/lib/clock';
import { writeLetter } from '@/lib/notifications/letter';
import {
  type Channel,
  type Envelope,
  nextTry,
  SAFE_HOURS,
  type SafeTimes,
  TEMPLATES,
  type TemplateName,
} from '@/lib/notifications/model';
import { hoursFor, isSafeTime, nextSafeTime } from '@/lib/notifications/rules';

const MOMENT = { at: '2026-12-01T14:30:00.000Z', zone: 'America/New_York' };
/** As long as a signed link is. */
const signed = `/en/v/${'x'.repeat(42)}`;
const paramsOf = (name: TemplateName) => ({
  link: '/en/account',
  code: '12345678',
  confirm: signed,
  move: signed,
  cancel: signed,
  ...(name === 'accountClosing' ? { on: '2026-12-31' } : MOMENT),
});
const names = Object.keys(TEMPLATES) as TemplateName[];
const envelope = (template: TemplateName, channel: Channel, locale: 'en' | 'es'): Envelope => ({
  id: '0190-x' as Envelope['id'],
  template,
  channel,
  locale,
  address: 'x@example.org',
  params: paramsOf(template),
});

describe('every message', () => {
  const all = names.flatMap((name) =>
    (['email', 'sms'] as const).flatMap((channel) => (['en', 'es'] as const).map((locale) => ({ name, channel, locale }))),
  );

  it.each(all)('$name by $channel in $locale has words and no health word', ({ name, channel, locale }) => {
    const { subject, text } = writeLetter(envelope(name, channel, locale), 'https://care.example');
    const HEALTH =
      /\b(mental|health|treatment|therap|counsel|provider|clinic|doctor|medicaid|substance|crisis|salud|tratamiento|terapia|consejer|proveedor|clínica|médic)/i;
    expect(`${subject} ${text}`).not.toMatch(HEALTH);
    expect(text).not.toContain('{');
    expect(text).not.toContain('\u00a0');
    expect(subject.length > 0).toBe(channel === 'email');
    expect(subject).not.toMatch(/\d/);
  });

  it.each(all.filter(({ channel }) => channel === 'sms'))('$name fits into two text messages in $locale', ({ name, locale }) => {
    expect(writeLetter(envelope(name, 'sms', locale), 'https://care.example').text.length).toBeLessThanOrEqual(306);
  });

  it('shows the visit in its own zone with the abbreviation', () => {
    expect(writeLetter(envelope('visitReminder', 'sms', 'en'), 'https://care.example').text).toContain(
      'Tue, Dec 1, 9:30 a.m. EST',
    );
  });
});

describe('safe hours', () => {
  it.each([
    ['morning', '2026-12-01T13:00:00Z', true],
    ['morning', '2026-12-01T12:59:59Z', false],
    ['morning', '2026-12-01T17:00:00Z', false],
    ['evening', '2026-12-02T01:59:59Z', true],
    ['evening', '2026-12-02T02:00:00Z', false],
    ['any', '2026-12-01T08:00:00Z', true],
  ] as const)('%s at %s is %s', (times, at, safe) => {
    expect(isSafeTime(SAFE_HOURS[times], instant(at), 'America/New_York')).toBe(safe);
  });

  it.each([
    ['visitReminder', 'any', [8, 21]],
    ['visitReminder', 'evening', [17, 21]],
    ['visitBooked', 'any', [0, 24]],
  ] as const)('P10: of a %s to somebody who said "%s" are %j', (template, times, hours) => {
    expect(hoursFor(template, times)).toEqual(hours);
  });

  it('always come within two days, never before the message is due, and are safe, across both clock changes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(SAFE_HOURS) as SafeTimes[])),
        fc.constantFrom(...(Object.keys(TEMPLATES) as TemplateName[])),
        fc.integer({ min: Date.parse('2026-03-06T00:00:00Z'), max: Date.parse('2026-11-04T00:00:00Z') }),
        (times, template, ms) => {
          const hours = hoursFor(template, times);
          const next = nextSafeTime(hours, instant(ms), 'America/New_York');
          expect(next.getTime()).toBeGreaterThanOrEqual(ms);
          expect(next.getTime() - ms).toBeLessThanOrEqual(25 * 3_600_000);
          expect(isSafeTime(hours, next, 'America/New_York')).toBe(true);
        },
      ),
    );
  });
});

describe('tries', () => {
  it('wait longer each time and end after five', () => {
    const now = instant('2026-12-01T12:00:00Z');
    const waits = [1, 2, 3, 4, 5, 6].map((attempt) => nextTry(attempt, now)?.getTime());
    expect(waits.slice(0, 5).every((at, index) => at !== undefined && at > (waits[index - 1] ?? now.getTime()))).toBe(true);
    expect(waits[5]).toBeUndefined();
  });
});
