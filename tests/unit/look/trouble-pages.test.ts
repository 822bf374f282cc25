import { describe, expect, it } from 'vitest';
import { troubleAnswer } from '@/lib/http/trouble-pages';

const HTML = 'text/html; charset=utf-8';

describe('an answer without words', () => {
  it.each([
    ['/es/providers/unknown', 404, '0; url=/es/not-found'],
    ['/en/eligibility/result?fix=1', 500, '0; url=/en/problem'],
    ['/en/continue', 409, '0; url=/en/problem'],
    ['/nothing', 404, '0; url=/en/not-found'],
  ])('at %s with status %i keeps the status and leads to the written page', (path, status, refresh) => {
    expect(troubleAnswer(path, status, HTML)).toEqual({ status, refresh });
  });

  it.each(['/api/health', '/fhir/R4/Slot', '/_next/static/x.js', '/enhance/enhance.js'])(
    'of a program at %s is left alone',
    (path) => {
      expect(troubleAnswer(path, 404, HTML)).toEqual({ status: 404, refresh: null });
    },
  );

  it('that is not a page is left alone', () => {
    expect(troubleAnswer('/en/appointments/calendar', 404, 'text/calendar')).toEqual({ status: 404, refresh: null });
  });
});

describe('a written page', () => {
  it.each([
    ['/en/not-found', 404],
    ['/es/problem', 500],
    ['/es/unavailable', 503],
  ])('%s answers with status %i and never leads to itself', (path, status) => {
    expect(troubleAnswer(path, 200, HTML)).toEqual({ status, refresh: null });
    expect(troubleAnswer(path, status, HTML).refresh).toBeNull();
  });

  it('asked again with an unchanged copy stays "not modified"', () => {
    expect(troubleAnswer('/en/problem', 304, HTML)).toEqual({ status: 304, refresh: null });
  });

  it('is not every page that works', () => {
    expect(troubleAnswer('/en/help-now', 200, HTML)).toEqual({ status: 200, refresh: null });
  });
});
