import type { Locale } from '@/lib/i18n/locale';
import { type MessageKey, translator } from '@/lib/i18n/translator';
import { type FacetCode, findFacet, findFacetGroup } from './facets';

/** The words for one facet code. Every code of the catalogue has a message; a test checks it. */
export function facetLabel(code: FacetCode, locale: Locale): string {
  const group = findFacetGroup(code);
  const facet = findFacet(code);
  return group && facet ? translator(locale)(`directory.facets.${group.key}.${facet.key}` as MessageKey) : '';
}
