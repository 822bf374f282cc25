import { describe, expect, it } from 'vitest';
import type { PlainDateString } from '@/lib/clock';
import { PaperSeenSchema } from '@/lib/membership/model-authority';
import { decideAuthorityEnd, majorityOf } from '@/lib/membership/rules-authority';

const day = (text: string) => text as PlainDateString;
const TODAY = day('2026-12-01');
const end = (
  basis: 'parent' | 'guardian' | 'court',
  seen: { paperDated?: string; until?: string; birthDate?: string },
): ReturnType<typeof decideAuthorityEnd> => {
  const { paperDated = '2020-03-05', until, birthDate } = seen;
  const dates = {
    paperDated: day(paperDated),
    until: until ? day(until) : undefined,
    birthDate: birthDate ? day(birthDate) : undefined,
  };
  return decideAuthorityEnd(basis, dates, TODAY);
};

describe('until when papers hold', () => {
  it('is through the last day on them', () => {
    expect(end('guardian', { until: '2027-02-28' })).toEqual({ endsOn: '2027-03-01', atMajority: false });
    expect(end('court', { until: '2026-12-01' })).toEqual({ endsOn: '2026-12-02', atMajority: false });
  });

  it('is open for a guardian of an adult whose paper names no end', () => {
    expect(end('guardian', {})).toEqual({ endsOn: null, atMajority: false });
    expect(end('guardian', { birthDate: '1980-01-01' })).toEqual({ endsOn: null, atMajority: false });
  });

  it('is never past the day before a child is 18, whatever the paper says', () => {
    expect(end('parent', { birthDate: '2010-06-15' })).toEqual({ endsOn: '2028-06-15', atMajority: true });
    expect(end('guardian', { birthDate: '2010-06-15', until: '2031-01-01' })).toEqual({ endsOn: '2028-06-15', atMajority: true });
    expect(end('court', { birthDate: '2010-06-15', until: '2027-01-01' })).toEqual({ endsOn: '2027-01-02', atMajority: false });
  });

  it('is March 1 for who was born on February 29', () => {
    expect(majorityOf(day('2012-02-29'))).toBe('2030-03-01');
    expect(majorityOf(day('2012-02-28'))).toBe('2030-02-28');
  });

  it.each([
    ['paperDated', 'guardian', { paperDated: '2026-12-02' }],
    ['until', 'guardian', { until: '2026-11-30' }],
    ['birthDate', 'parent', {}],
    ['birthDate', 'parent', { birthDate: '2008-12-01' }],
    ['birthDate', 'guardian', { birthDate: '2026-12-02' }],
  ] as const)('is refused at %s when it cannot be', (field, basis, seen) => {
    expect(end(basis, seen)).toMatchObject({ field });
  });

  it('lets a parent in on the last day of seventeen', () => {
    expect(end('parent', { birthDate: '2008-12-02' })).toEqual({ endsOn: '2026-12-02', atMajority: true });
  });
});

describe('what staff type of a paper', () => {
  const parts = (name: string, month: string, date: string, year: string) => ({
    [`${name}-month`]: month,
    [`${name}-day`]: date,
    [`${name}-year`]: year,
  });

  it('needs a date on it, and takes empty boxes for "none named"', () => {
    const seen = { paper: 'courtOrder', ...parts('paperDated', 'mar', '5', '2020'), ...parts('until', '', '', '') };
    expect(PaperSeenSchema.parse(seen)).toEqual({ paper: 'courtOrder', paperDated: '2020-03-05' });
    expect(PaperSeenSchema.safeParse({ paper: 'courtOrder' }).success).toBe(false);
  });

  it('says which date is none', () => {
    const seen = { paper: 'courtOrder', ...parts('paperDated', '3', '5', '2020'), ...parts('until', '2', '30', '2027') };
    const issues = PaperSeenSchema.safeParse(seen).error?.issues.map(({ path, message }) => [path[0], message]);
    expect(issues).toEqual([['until', 'desk.errors.until']]);
  });
});
