import { describe, expect, it } from 'vitest';
import { instant } from '@/lib/clock';
import { facetCode } from '@/lib/directory/facets';
import { findZip, listZips } from '@/lib/directory/places';
import { decideCounty } from '@/lib/directory/rules/county';
import { openTagsOf, WITHIN_DAYS } from '@/lib/directory/rules/open-times';

const gastonia = findZip('28052');
const hickory = findZip('28601');
const nobody = { told: null, chosen: null };

describe('in which county a person lives', () => {
  it('is asked where a ZIP code lies in several, and nowhere else', () => {
    expect(decideCounty(hickory, nobody)).toEqual({ fips: null, ask: ['37035', '37027', '37023', '37003'] });
    expect(decideCounty(gastonia, nobody)).toEqual({ fips: '37071', ask: [] });
    const asked = listZips().filter((zip) => decideCounty(zip, nobody).ask.length > 0);
    expect(asked.length).toBe(listZips().filter(({ counties }) => counties.length > 1).length);
    expect(asked.length).toBeGreaterThan(100);
  });

  it('was told in step 1, when the ZIP code reaches there; a later choice counts more', () => {
    expect(decideCounty(hickory, { told: '37023', chosen: null })).toEqual({ fips: '37023', ask: [] });
    expect(decideCounty(hickory, { told: '37023', chosen: '37003' })).toEqual({ fips: '37003', ask: [] });
    expect(decideCounty(hickory, { told: '37071', chosen: null }).ask).toHaveLength(4);
  });

  it('stays open when the person does not know, and is what step 1 said without a known ZIP code', () => {
    expect(decideCounty(hickory, { told: null, chosen: 'unsure' })).toEqual({ fips: null, ask: [] });
    expect(decideCounty(null, { told: '37071', chosen: null })).toEqual({ fips: '37071', ask: [] });
    expect(decideCounty(null, nobody)).toEqual({ fips: null, ask: [] });
  });
});

describe('how soon a provider has an open time', () => {
  const now = instant('2026-11-23T14:00:00Z');
  const after = (hours: number) => instant(now.getTime() + hours * 3_600_000);
  const codes = (...keys: string[]) => keys.map((key) => facetCode('within', key));

  it.each([
    [0, ['d2', 'd7', 'd14']],
    [48, ['d2', 'd7', 'd14']],
    [48.01, ['d7', 'd14']],
    [168, ['d7', 'd14']],
    [168.01, ['d14']],
    [336, ['d14']],
    [336.01, []],
  ])('a first time in %d hours meets %j', (hours, keys) => {
    expect(openTagsOf(after(hours), now)).toEqual(codes(...keys));
  });

  it('meets nothing without a time, and the days are those of the list', () => {
    expect(openTagsOf(null, now)).toEqual([]);
    expect(WITHIN_DAYS).toEqual([2, 7, 14]);
  });
});
