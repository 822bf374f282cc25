import { describe, expect, it } from 'vitest';
import type { PlainDateString } from '@/lib/clock';
import { CoverageFormSchema, coverageAnswer } from '@/lib/eligibility/model-coverage';
import { read271 } from '@/lib/eligibility/x12/read-271';
import { simulatorCheck } from '@/lib/eligibility/x12/simulator';

const today = '2026-11-22' as PlainDateString;
const control = { number: 7, at: '2026-11-22T09:00', test: false };
const form = {
  locale: 'en',
  memberId: '900 123-456 k',
  firstName: ' Ana ',
  lastName: 'Ruiz',
  'birthDate-month': 'feb',
  'birthDate-day': '3',
  'birthDate-year': '1990',
};

describe('what a payer said', () => {
  it.each([
    ['900000009', 'active', 'NC MEDICAID DIRECT', null],
    ['900000004', 'active', 'NC MEDICAID TAILORED PLAN', '2026-12-31'],
    ['900000005', 'other', 'QMB', null],
    ['900000003', 'inactive', 'NC MEDICAID', null],
    ['900000000', 'not_found', null, null],
    ['900000001', 'try_later', null, null],
    ['900000002', 'check_birth_date', null, null],
  ])('about %s is "%s"', async (memberId, outcome, plan, until) => {
    const question = { memberId, firstName: 'ANA', lastName: 'RUIZ', birthDate: today, serviceDate: today };
    const answer = coverageAnswer(await simulatorCheck.check(question, control), today);
    expect(answer).toEqual({ source: 'simulator', outcome, plan, until, asOf: today });
  });

  it('counts as "try later" when nobody answers or the answer cannot be read', () => {
    const source = 'clearinghouse';
    expect(coverageAnswer({ source, response: { kind: 'unreachable' } }, today).outcome).toBe('try_later');
    expect(coverageAnswer({ source, response: read271('no x12 at all') }, today).outcome).toBe('try_later');
  });
});

describe('the form', () => {
  it('takes the number as people write it', () => {
    expect(CoverageFormSchema.parse(form)).toEqual({
      memberId: '900123456K',
      firstName: 'Ana',
      lastName: 'Ruiz',
      birthDate: '1990-02-03',
    });
  });

  it('says everything that needs a fix at once', () => {
    const parsed = CoverageFormSchema.safeParse({ locale: 'en', memberId: '', firstName: '', lastName: '' });
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual(['memberId', 'firstName', 'lastName', 'birthDate']);
  });

  it.each([
    ['memberId', { memberId: '900*123~456' }],
    ['memberId', { memberId: '12' }],
    ['firstName', { firstName: ' ' }],
    ['lastName', { lastName: 'x'.repeat(61) }],
    ['birthDate', { 'birthDate-day': '31' }],
    ['birthDate', { 'birthDate-year': '90' }],
  ])('names %s when it needs a fix', (field, change) => {
    const parsed = CoverageFormSchema.safeParse({ ...form, ...change });
    expect(parsed.error?.issues.map((issue) => [issue.path[0], issue.message])).toEqual([
      [field, `eligibility.coverage.errors.${field}`],
    ]);
  });
});
