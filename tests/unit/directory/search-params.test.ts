import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACET_GROUPS } from '@/lib/directory/facets';
import { chordOf, findCountyAt, findZip, milesBetween } from '@/lib/directory/places';
import { readSearchParams, SEARCH_MILES, writeSearchParams } from '@/lib/directory/search/params';
import { readPlace } from '@/lib/directory/search/place';

const codes = FACET_GROUPS.flatMap(({ options }) => options.map(({ code }) => code));
const search = fc.record({
  place: fc.oneof(fc.constant(null), fc.constant({ zip: '28052' }), fc.constant({ fips: '37071' })),
  miles: fc.constantFrom(...SEARCH_MILES),
  filters: fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 12 }).map((list) => list.sort((a, b) => a - b)),
  hasText: fc.boolean(),
  after: fc.option(
    fc.record({
      line: fc.double({ min: 0, max: 9000, noNaN: true, noDefaultInfinity: true }).map((line) => line + 0),
      entryId: fc.integer({ min: 1, max: 999_999_999 }),
    }),
    { nil: null },
  ),
});

describe('a search in an address', () => {
  it('reads back exactly what was written', () => {
    fc.assert(
      fc.property(search, (wanted) => {
        const raw = Object.fromEntries(new URLSearchParams(writeSearchParams(wanted)));
        const back = readSearchParams(raw);
        expect({ ...back, after: back.after && { ...back.after } }).toEqual({
          ...wanted,
          after: wanted.after && { line: wanted.after.line + 0, entryId: wanted.after.entryId },
        });
      }),
    );
  });

  it('leaves out what it does not know', () => {
    expect(readSearchParams({ z: 'abc', d: '7', f: '1.99999.x', p: '1;drop' })).toEqual({
      place: null,
      miles: 25,
      filters: [],
      hasText: false,
      after: null,
    });
  });
});

describe('places', () => {
  it.each([
    ['28052', 'Gastonia 28052'],
    ['28052-1234', 'Gastonia 28052'],
    ['Gaston County', 'Gaston'],
    ['condado de Gaston', 'Gaston'],
    ['Statesville, NC', 'Statesville 28625'],
    ['Statesvile', 'Statesville 28625'],
  ])('"%s" is %s', (typed, name) => {
    expect(readPlace(typed)?.name).toBe(name);
  });

  it('takes a misspelled city for the one where the plan works', () => {
    expect(readPlace('Gastona')?.name).toMatch(/^Gastonia/);
  });

  it.each(['Wakanda', '99999', '', 'xx'])('does not know "%s"', (typed) => {
    expect(readPlace(typed)).toBeNull();
  });

  it('knows which county holds a place, and none outside the state', () => {
    expect(findCountyAt({ lat: 35.2621, lon: -81.1873 })).toBe('37071');
    expect(findCountyAt({ lat: 33.75, lon: -84.39 })).toBeNull();
  });

  it('does not take a ZIP code for a county: Hickory lies in four', () => {
    expect(findZip('28601')?.counties.length).toBeGreaterThan(1);
  });

  it('orders straight lines through the Earth like miles over ground', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 12_000, noNaN: true }), fc.double({ min: 0, max: 12_000, noNaN: true }), (a, b) => {
        expect(Math.sign(chordOf(a) - chordOf(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
      }),
    );
    expect(milesBetween({ lat: 35.26, lon: -81.18 }, { lat: 36.1, lon: -80.24 })).toBeCloseTo(78.5, 0);
  });
});
