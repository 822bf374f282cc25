import { type FacetCode, type FacetGroupKey, facetCode } from '../facets';
import data from '../parameters/problem-words.json';

interface Phrase {
  readonly words: readonly string[];
  readonly code: FacetCode;
  readonly crisis: boolean;
}

/** Lower case without accents; anything but letters and digits is one space. Equal to the database's `fold_text`. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

export const PHRASES: readonly Phrase[] = data.concepts
  .flatMap((concept) => {
    const [group, key] = concept.facet.split('.') as [FacetGroupKey, string];
    const code = facetCode(group, key);
    const crisis = 'crisis' in concept && concept.crisis === true;
    return concept.phrases.map((text) => ({ words: foldText(text).split(' '), code, crisis }));
  })
  // Longest first: "stop drinking" before "drinking".
  .sort((a, b) => b.words.length - a.words.length);

const STOP_WORDS = new Set(
  'a an and are at be can cant do for from get have help i im in is it me my need of on or the to who with want near problem problems con de del el en es la las lo los mi mis me no para por que quiero se su tengo un una y yo necesito ayuda cerca problema problemas'.split(
    ' ',
  ),
);

/** Length from which a word may differ in two places. */
export const TWO_ERRORS_FROM = 9;

/** True when two words differ by at most one change (five letters or more) or two (nine or more). Swaps count as one. */
export function isSameWord(typed: string, known: string): boolean {
  if (typed === known) return true;
  const shorter = Math.min(typed.length, known.length);
  const allowed = shorter >= TWO_ERRORS_FROM ? 2 : shorter >= 5 ? 1 : 0;
  if (allowed === 0 || Math.abs(typed.length - known.length) > allowed) return false;
  return editDistance(typed, known) <= allowed;
}

/** Optimal string alignment: insertions, deletions, changes and swaps of neighbours. */
export function editDistance(a: string, b: string): number {
  let twoBack: number[] = [];
  let back = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((row[j - 1] ?? 0) + 1, (back[j] ?? 0) + 1, (back[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (twoBack[j - 2] ?? 0) + 1);
      row.push(best);
    }
    twoBack = back;
    back = row;
  }
  return back[b.length] ?? 0;
}

export interface Understood {
  /** What the text means in facets: each is offered as a filter that can be taken away again. */
  readonly codes: readonly FacetCode[];
  /** Words left over: parts of names. */
  readonly words: readonly string[];
  /** The text speaks of suicide or self-harm: the page shows the lifeline first. */
  readonly crisis: boolean;
}

/** Reads plain words in English and Spanish together; typing errors and missing accents are forgiven. */
export function understandText(text: string): Understood {
  let words = foldText(text).split(' ').filter(Boolean).slice(0, 20);
  const codes = new Set<FacetCode>();
  let crisis = false;
  for (const phrase of PHRASES) {
    const at = words.findIndex((_, start) =>
      phrase.words.every((known, offset) => isSameWord(words[start + offset] ?? '', known)),
    );
    if (at < 0) continue;
    words = [...words.slice(0, at), ...words.slice(at + phrase.words.length)];
    codes.add(phrase.code);
    crisis ||= phrase.crisis;
  }
  return { codes: [...codes], words: words.filter((word) => word.length > 1 && !STOP_WORDS.has(word)), crisis };
}
