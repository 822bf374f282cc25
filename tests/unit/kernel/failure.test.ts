import { describe, expect, it } from 'vitest';
import { APP_ERRORS, AppError } from '@/lib/app-error';
import { asExpected, isDatabaseDown, sqlStateOf } from '@/lib/db/failure';
import { MESSAGES } from '@/lib/i18n/messages';

describe('a failing database', () => {
  const down = [
    { code: 'P1001' },
    { code: 'P2024' },
    { code: 'ECONNREFUSED' },
    { cause: { originalCode: '57P01' } },
    { meta: { driverAdapterError: { cause: { originalCode: '53300' } } } },
    new Error('timeout exceeded when trying to connect'),
    new Error('Connection terminated unexpectedly'),
  ];

  it.each(down.map((error) => [error]))('is recognised: %o', (error) => {
    expect(isDatabaseDown(error)).toBe(true);
    expect(asExpected(error)).toMatchObject({ code: 'UNAVAILABLE', status: 503, retryAfterS: 30 });
  });

  it('is told apart from a faulty statement', () => {
    for (const error of [
      { code: 'P2002' },
      { code: '23P01' },
      { cause: { originalCode: '23505' } },
      new Error('x'),
      null,
      'text',
    ]) {
      expect(isDatabaseDown(error)).toBe(false);
      expect(asExpected(error)).toBe(error);
    }
  });

  it('shows its PostgreSQL code through the layers', () => {
    expect(sqlStateOf({ code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '23P01' } } } })).toBe('23P01');
    expect(sqlStateOf(new Error('x'))).toBeUndefined();
  });
});

describe('expected failures', () => {
  it('have a sentence in both languages for every code', () => {
    for (const locale of ['en', 'es'] as const)
      expect(Object.keys(MESSAGES[locale].errors).sort()).toEqual(Object.keys(APP_ERRORS).sort());
  });

  it('carry status and fields', () => {
    const error = new AppError('SLOT_TAKEN', { data: ['later'] });
    expect([error.status, error.data, error.fields]).toEqual([409, ['later'], {}]);
  });
});
