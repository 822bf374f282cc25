import { describe, expect, it } from 'vitest';
import { CodeFormSchema, PersonFormSchema } from '@/lib/scheduling/model-forms';

const born = (month: string, day: string, year: string) => ({
  'birthDate-month': month,
  'birthDate-day': day,
  'birthDate-year': year,
});

describe('the form about the person', () => {
  it('says everything that needs a fix at once, the birth date too', () => {
    const { error } = PersonFormSchema.safeParse({ firstName: '', lastName: ' ', ...born('', '', '') });
    expect(error?.issues.map((issue) => issue.path[0])).toEqual(['firstName', 'lastName', 'birthDate']);
  });

  it.each([
    [born('2', '29', '2024'), '2024-02-29'],
    [born('feb', '3', '1990'), '1990-02-03'],
    [born('Agosto', '31', '2001'), '2001-08-31'],
    [born('2', '29', '2023'), null],
    [born('13', '1', '1990'), null],
    [born('4', '31', '1990'), null],
    [born('4', '3', '90'), null],
    [born('4', '3', '1899'), null],
  ])('reads %j as %s', (parts, birthDate) => {
    const read = CodeFormSchema.safeParse({ code: 'KTRM 4927', ...parts });
    expect(read.success ? read.data.birthDate : null).toBe(birthDate);
  });

  it('believes the boxes, not a date sent beside them', () => {
    expect(CodeFormSchema.safeParse({ code: 'KTRM 4927', birthDate: '1990-02-03' }).success).toBe(false);
  });
});
