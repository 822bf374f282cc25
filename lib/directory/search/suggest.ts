import type { Locale } from '@/lib/i18n/locale';
import { facetLabel } from '../facet-labels';
import { FACET_GROUPS, type FacetCode } from '../facets';
import { foldText, isSameWord, PHRASES } from './words';

/** One help while typing: a filter that is meant, or a name of the directory as it is written there. */
export type Suggestion =
  | { readonly kind: 'facet'; readonly code: FacetCode; readonly text: string }
  | { readonly kind: 'name'; readonly text: string };

/** Groups whose options people type as words. */
const TYPED_GROUPS = new Set(['service', 'concern', 'language', 'focus', 'opioidMedicine']);

const labelsByLocale = new Map<Locale, readonly string[]>();

/** What the filters that people type as words are called: for a browser's own list, each name once. */
export function typedLabels(locale: Locale): readonly string[] {
  let labels = labelsByLocale.get(locale);
  if (!labels) {
    const groups = FACET_GROUPS.filter(({ key }) => TYPED_GROUPS.has(key));
    labels = [...new Set(groups.flatMap(({ options }) => options.map(({ code }) => facetLabel(code, locale))))].sort();
    labelsByLocale.set(locale, labels);
  }
  return labels;
}

interface Candidate {
  readonly code: FacetCode;
  readonly words: readonly string[];
}

const byLocale = new Map<Locale, readonly Candidate[]>();

/** What filters are called in one language, and the plain words for them in both. Made once. */
function candidatesIn(locale: Locale): readonly Candidate[] {
  let list = byLocale.get(locale);
  if (!list) {
    const labels = FACET_GROUPS.filter(({ key }) => TYPED_GROUPS.has(key)).flatMap(({ options }) =>
      options.map(({ code }) => ({ code, words: foldText(facetLabel(code, locale)).split(' ') })),
    );
    list = [...labels, ...PHRASES];
    byLocale.set(locale, list);
  }
  return list;
}

/** 0: starts so. 1: has a later word that starts so. 2: alike but for a typing error. Null: none of these. */
function closeness(typed: readonly string[], words: readonly string[]): number | null {
  const last = typed.length - 1;
  const startsAt = (start: number) =>
    typed.every((word, index) => (index === last ? words[start + index]?.startsWith(word) : words[start + index] === word));
  if (startsAt(0)) return 0;
  if (words.some((_, start) => startsAt(start))) return 1;
  const alike = words.some((_, start) => typed.every((word, index) => isSameWord(word, words[start + index] ?? '')));
  return alike ? 2 : null;
}

/** Filters that a text may mean, closest first; each filter once, in the words of `locale`. */
export function suggestFacets(text: string, locale: Locale, limit: number): readonly Suggestion[] {
  const typed = foldText(text).split(' ').filter(Boolean).slice(0, 6);
  if (typed.join('').length < 2) return [];
  const best = new Map<FacetCode, number>();
  for (const { code, words } of candidatesIn(locale)) {
    const close = closeness(typed, words);
    if (close !== null && close < (best.get(code) ?? Number.MAX_SAFE_INTEGER)) best.set(code, close);
  }
  return [...best]
    .sort(([, a], [, b]) => a - b)
    .slice(0, limit)
    .map(([code]) => ({ kind: 'facet', code, text: facetLabel(code, locale) }));
}
