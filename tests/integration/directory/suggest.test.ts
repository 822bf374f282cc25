import { describe, expect, it } from 'vitest';
import { facetCode } from '@/lib/directory/facets';
import { suggestTerms } from '@/lib/directory/queries';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase('seeded');
const facets = async (text: string, locale: 'en' | 'es') =>
  (await suggestTerms(text, locale)).flatMap((each) => (each.kind === 'facet' ? [each.code] : []));
const names = async (text: string) =>
  (await suggestTerms(text, 'en')).flatMap((each) => (each.kind === 'name' ? [each.text] : []));

describe('help while typing', () => {
  it.each([
    ['panic', 'en', 'worry'],
    ['pnaic', 'en', 'worry'],
    ['depresion', 'es', 'mood'],
    ['depresión', 'es', 'mood'],
    ['deprecion', 'es', 'mood'],
    ["can't stop drin", 'en', 'alcohol'],
    ['no puedo dejar de be', 'es', 'alcohol'],
    ['ansieda', 'es', 'worry'],
    ['ansiedda', 'es', 'worry'],
    ['autsim', 'en', 'autism'],
  ] as const)('"%s" (%s) means %s', async (text, locale, concern) => {
    expect(await facets(text, locale)).toContain(facetCode('concern', concern));
  });

  it('speaks the language of the page', async () => {
    expect((await suggestTerms('autis', 'en')).map(({ text }) => text)).toEqual(expect.arrayContaining(['Autism']));
    expect((await suggestTerms('autis', 'es')).map(({ text }) => text)).toEqual(expect.arrayContaining(['Autismo']));
  });

  it.each([
    ['laurel', 'Laurel Creek'],
    ['lauel', 'Laurel Creek'],
    ['laurel cre', 'Laurel Creek'],
    ['creek lauerl', 'Laurel Creek'],
    ['pena', 'Peña'],
    ['laurel crekk xyzw', 'Laurel Creek'],
    ['qqqqqqqqq laurel', 'Laurel Creek'],
  ])('"%s" finds the name %s', async (text, name) => {
    const found = await names(text);
    expect(found.some((each) => each.includes(name))).toBe(true);
  });

  it('gives nothing for one letter, signs, or nonsense, and never more than asked', async () => {
    for (const text of ['', ' ', 'a', '%%', "'; --", 'zzqqxxvv']) expect(await suggestTerms(text, 'en')).toEqual([]);
    expect((await suggestTerms('ca', 'en', 5)).length).toBeLessThanOrEqual(5);
  });

  it('keeps its index for typing errors small: words alone, not whole names', async () => {
    const [index] = await database.asOwner<{ indexdef: string }>(
      `SELECT indexdef FROM pg_indexes WHERE indexname = 'search_term_word_typo_idx'`,
    );
    expect(index?.indexdef).toMatch(/gin_trgm_ops\) WHERE \(kind = 'word'::text\)/);
  });
});
