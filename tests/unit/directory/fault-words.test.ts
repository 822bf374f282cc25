import { describe, expect, it } from 'vitest';
import { faultWords, keptFaultWords } from '@/lib/directory/import/fault-words';
import { FAULT_CODES } from '@/lib/directory/import/faults';

const values = { text: '2805x', count: '4', wanted: '9', most: '90', options: 'a, b' };

describe('why a row of an import cannot be used', () => {
  it.each(FAULT_CODES)('%s has what is wrong and how to fix it in both languages, with nothing left to fill in', (fault) => {
    const said = (['en', 'es'] as const).map((locale) => faultWords({ field: 'zip', fault, values }, locale));
    for (const { why, fix } of said) {
      expect(`${why}${fix}`).not.toMatch(/[{}]/);
      expect(why).not.toMatch(/[.]$/);
    }
    expect(said[0]?.why).not.toBe(said[1]?.why);
  });

  it('is said in the language of the page when it has a code, and as it was written when it has none', () => {
    const kept = { field: 'zip', reason: 'Wrong', fix: 'Mend it', fault: 'zipUnknown', values: { text: '2805x' } };
    expect(keptFaultWords(kept, 'es')).toEqual({
      why: '"2805x" no es un código postal',
      fix: 'Escriba cinco dígitos, como 28052',
      lang: 'es',
    });
    expect(keptFaultWords({ ...kept, fault: null }, 'es')).toEqual({ why: 'Wrong', fix: 'Mend it', lang: 'en' });
    expect(keptFaultWords({ ...kept, fault: 'dropped' }, 'es').lang).toBe('en');
  });
});
