import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACET_GROUPS, facetCode } from '@/lib/directory/facets';
import { editDistance, foldText, understandText } from '@/lib/directory/search/words';
import { MESSAGES } from '@/lib/i18n/messages';

describe('plain words for problems', () => {
  it.each([
    ["can't stop drinking", 'concern.alcohol'],
    ['cant stop drinkng', 'concern.alcohol'],
    ['no puedo dejar de beber', 'concern.alcohol'],
    ['anxeity', 'concern.worry'],
    ['ataques de pánico', 'concern.worry'],
    ['depresión', 'concern.mood'],
    ['oigo voces', 'concern.psychosis'],
    ['suboxone', 'service.opioidTreatment'],
    ['habla español', 'language.es'],
    ['psicologo para mi hijo con tdah', 'concern.behavior'],
  ])('"%s" means %s', (text, facet) => {
    const [group, key] = facet.split('.') as ['concern', string];
    expect(understandText(text).codes).toContain(facetCode(group, key));
  });

  it('keeps words that mean no problem as parts of a name', () => {
    expect(understandText('Laurel Creek counseling for anxiety')).toMatchObject({ words: ['laurel', 'creek'] });
  });

  it.each(['I want to die', 'quiero morir', 'suicidal thoughts'])('puts the lifeline first for "%s"', (text) => {
    expect(understandText(text).crisis).toBe(true);
  });

  it('never fails and never keeps more than twenty words, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(understandText(text).words.length).toBeLessThanOrEqual(20);
      }),
    );
  });
});

describe('folding', () => {
  it('is stable: a folded text folds to itself', () => {
    fc.assert(fc.property(fc.string(), (text) => foldText(foldText(text)) === foldText(text)));
  });

  it('counts a swap of neighbours as one change', () => {
    expect(editDistance('panci', 'panic')).toBe(1);
  });
});

describe('facet words', () => {
  it.each(['en', 'es'] as const)('every facet has its words in %s', (locale) => {
    const facets = MESSAGES[locale].directory.facets as Record<string, Record<string, string>>;
    for (const group of FACET_GROUPS) {
      expect(facets[group.key]?.title).toBeTruthy();
      for (const { key } of group.options) expect(facets[group.key]?.[key], `${group.key}.${key}`).toBeTruthy();
    }
  });
});
