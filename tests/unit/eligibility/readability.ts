/** Syllables of an English word, by its groups of vowels; close enough for a grade. */
function englishSyllables(word: string): number {
  const plain = word
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?:[^laeiouy]es|[^laeiouy]e|ed)$/, (end) => end.slice(0, -2) + (end.endsWith('ed') ? '' : ''))
    .replace(/^y/, '');
  return Math.max(1, plain.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}

/** Syllables of a Spanish word: vowel groups, with strong vowels apart. */
function spanishSyllables(word: string): number {
  const groups = word.toLowerCase().match(/[aeiouáéíóúü]+/g) ?? [];
  let count = 0;
  for (const group of groups) count += Math.max(1, (group.match(/[aeoáéóíú]/g) ?? []).length);
  return Math.max(1, count);
}

const sentencesOf = (text: string) => text.split(/[.!?:;]+(?:\s|$)/).filter((part) => /\p{L}/u.test(part));
const wordsOf = (text: string) => text.match(/[\p{L}'’]+/gu) ?? [];

/** Flesch-Kincaid grade of an English text. */
export function fleschKincaidGrade(text: string): number {
  const words = wordsOf(text);
  const syllables = words.reduce((sum, word) => sum + englishSyllables(word), 0);
  return 0.39 * (words.length / sentencesOf(text).length) + 11.8 * (syllables / words.length) - 15.59;
}

/** INFLESZ (Szigriszt-Pazos) of a Spanish text; 65 and over is "quite easy". */
export function inflesz(text: string): number {
  const words = wordsOf(text);
  const syllables = words.reduce((sum, word) => sum + spanishSyllables(word), 0);
  return 206.835 - 62.3 * (syllables / words.length) - words.length / sentencesOf(text).length;
}
