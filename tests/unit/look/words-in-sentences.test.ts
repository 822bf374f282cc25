import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { HoursList } from '@/components/providers/hours-list';
import { labelList } from '@/components/providers/labels';
import { Dialable } from '@/components/ui/dialable';
import { facetCode } from '@/lib/directory/facets';
import { renderHtml } from '@/tests/support/render';

const html = (text: string) => renderHtml(createElement(Dialable, { text }));

describe('a sentence with numbers to call', () => {
  it('lets each of them be pressed and keeps its digits on one line', () => {
    expect(html('Call or text 988, or call 833-353-2093. Any time, free.')).toBe(
      'Call or text <a class="nowrap" href="tel:988">988</a>, or call <a class="nowrap" href="tel:+18333532093">833-353-2093</a>. Any time, free.',
    );
  });

  it('leaves dates, codes and ZIP codes alone', () => {
    for (const text of ['ZIP code 28052', 'April 12, 1991', 'KTRM 4927', '1988', '42 CFR 84']) expect(html(text)).toBe(text);
  });
});

describe('names of options in a sentence', () => {
  const list = (keys: readonly string[], group: 'service' | 'concern', locale: 'en' | 'es') =>
    labelList(
      keys.map((key) => facetCode(group, key)),
      locale,
    );

  it('begin small after the first, except for letters that stand for words', () => {
    expect(list(['assessment', 'therapy'], 'service', 'en')).toBe('First talk with a counselor and counseling');
    expect(list(['therapy', 'disabilitySupports'], 'service', 'en')).toBe('Counseling and I/DD supports');
    expect(list(['mood', 'worry'], 'concern', 'es')).toBe('Tristeza o depresión y preocupación y miedo');
  });
});

describe('opening hours', () => {
  const line = (daysOfWeek: readonly string[], locale: 'en' | 'es' = 'en') =>
    renderHtml(
      createElement(() =>
        HoursList({
          hours: [{ daysOfWeek: [...daysOfWeek], allDay: false, openingTime: '08:30', closingTime: '17:00' }],
          locale,
        }),
      ),
    );

  it('name the first and the last of days in a row, and others each', () => {
    expect(line(['mon', 'tue', 'wed', 'thu', 'fri'])).toContain('Monday to Friday: 8:30\u00a0a.m. to 5:00\u00a0p.m.');
    expect(line(['mon', 'tue', 'wed', 'thu', 'fri'], 'es')).toContain(
      'De lunes a viernes: de 8:30\u00a0a.\u00a0m. a 5:00\u00a0p.\u00a0m.',
    );
    expect(line(['mon', 'tue'])).toContain('Monday and Tuesday');
    expect(line(['mon', 'wed', 'fri'])).toContain('Monday, Wednesday, and Friday');
  });
});
