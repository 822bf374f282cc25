import { geoConicConformal } from 'd3-geo';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { CountyMap } from '@/components/ui/county-map';
import paths from '@/components/ui/county-paths.json';
import { projectPlace } from '@/components/ui/county-projection';
import { COUNTIES, countiesOf, OWN_PLAN } from '@/lib/organization/organization';
import { renderHtml } from '@/tests/support/render';

const own = countiesOf(OWN_PLAN).map(({ fips }) => fips);
const draw = (props: Parameters<typeof CountyMap>[0]) => renderHtml(createElement(CountyMap, props));

describe('the county drawing', () => {
  it('projects places as d3-geo does', () => {
    const oracle = geoConicConformal()
      .parallels([34 + 20 / 60, 36 + 10 / 60])
      .rotate([79, 0])
      .center([0, 35])
      .scale(6371 * 2)
      .translate([1000, 700]);
    for (const [lat, lon] of [
      [35.26, -81.18],
      [36.1, -80.24],
      [34.2, -77.9],
    ] as const) {
      const [x = 0, y = 0] = oracle([lon, lat]) ?? [];
      const place = projectPlace(lat, lon);
      expect(place.x).toBeCloseTo(x, 1);
      expect(place.y).toBeCloseTo(y, 1);
    }
  });

  it('has an outline for every county of the state', () => {
    for (const { fips } of COUNTIES) expect(paths).toHaveProperty(fips);
  });

  it('puts a place inside the drawing, and says nothing to screen readers', () => {
    const html = draw({ counties: own, mine: '37071', pins: [{ lat: 35.2621, lon: -81.1873, label: '1' }] });
    const [, left = 0, top = 0, width = 0, height = 0] = (html.match(/viewBox="(\S+) (\S+) (\S+) (\S+)"/) ?? []).map(Number);
    const [, x = 0, y = 0] = (html.match(/<circle cx="(\d+)" cy="(\d+)"/) ?? []).map(Number);
    expect(x).toBeGreaterThan(left);
    expect(x).toBeLessThan(left + width);
    expect(y).toBeGreaterThan(top);
    expect(y).toBeLessThan(top + height);
    expect(html).toContain('aria-hidden="true"');
    expect(html).toContain('class="me"');
  });

  it('makes room for a place outside the counties', () => {
    const near = draw({ counties: ['37071'] });
    const far = draw({ counties: ['37071'], pins: [{ lat: 36.1, lon: -80.24, label: '1' }] });
    const width = (html: string) => Number(html.match(/viewBox="\S+ \S+ (\S+)/)?.[1]);
    expect(width(far)).toBeGreaterThan(width(near));
  });

  it('is not drawn when no county is known', () => {
    expect(draw({ counties: ['99999'] })).toBe('');
  });
});
