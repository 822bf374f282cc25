import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof value === 'string') out.set(path, value);
    else for (const [inner, text] of flat(value, path)) out.set(inner, text);
  }
  return out;
}

const en = flat(MESSAGES.en as unknown as Tree);
const es = flat(MESSAGES.es as unknown as Tree);

/** Names of the values that a sentence takes; inside plurals and selects, those that are chosen by. */
function argumentsOf(text: string): string[] {
  if (/, (plural|select),/.test(text)) return [...new Set(text.match(/\{\w+,/g))].sort();
  return [...new Set([...text.matchAll(/\{\s*([a-zA-Z]\w*)\s*[,}]/g)].map(([, name = '']) => name))].sort();
}

/** Words that blame, hurry, promise or label (NIDA and VA language lists; house rules). */
const BANNED: Readonly<Record<'en' | 'es', RegExp>> = {
  en: /\b(addicts?|abusers?|junkie|clean and sober|committed suicide|the mentally ill|suffers? from|victims? of|please note|failure to|in order to|hurry|act now|guaranteed?|you are eligible|you are denied)\b/i,
  es: /\b(adictos?|drogadictos?|agravios?|destinatarios?|recursos? de apelación|enfermos mentales|sufre de|apúrese|garantizado|tú|tienes|puedes|haz clic)\b/i,
};

/** Official texts that are quoted as they are. */
const OFFICIAL = /^(eligibilityRules|notifications|errors)\./;

describe('the two languages', () => {
  it('have the same files', () => {
    const files = (locale: string) => readdirSync(new URL(`../../../lib/i18n/messages/${locale}`, import.meta.url)).sort();
    expect(files('es')).toEqual(files('en'));
  });

  it('have the same keys', () => {
    expect([...es.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it('take the same values in every sentence', () => {
    const different = [...en].filter(([key, text]) => String(argumentsOf(text)) !== String(argumentsOf(es.get(key) ?? '')));
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('leave no sentence empty', () => {
    expect([...en, ...es].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });

  it.each([
    ['en', en],
    ['es', es],
  ] as const)('%s: use no word that blames, hurries, promises or labels', (locale, messages) => {
    expect([...messages].filter(([, text]) => BANNED[locale].test(text)).map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });

  it.each([
    ['en', en, 25],
    ['es', es, 30],
  ] as const)('%s: keep sentences short', (_locale, messages, most) => {
    const long = [...messages]
      .filter(([key, text]) => !OFFICIAL.test(key) && !text.includes(', plural,') && !text.includes(', select,'))
      .flatMap(([key, text]) => text.split(/(?<=[.!?:;])\s+/).map((sentence) => [key, sentence] as const))
      .filter(([, sentence]) => sentence.split(/\s+/).length > most)
      .map(([key, sentence]) => `${key}: ${sentence}`);
    expect(long).toEqual([]);
  });

  it('address people with usted, and turn questions over in Spanish', () => {
    const loose = [...es].filter(([, text]) => text.includes('?') && !text.includes('¿')).map(([key]) => key);
    expect(loose).toEqual([]);
  });
});

describe('the style sheets', () => {
  it('name every file they are made of once', () => {
    const css = readFileSync(new URL('../../../app/globals.css', import.meta.url), 'utf8');
    const named = [...css.matchAll(/styles\/([a-z-]+\.css)/g)].map(([, file]) => file);
    const files = readdirSync(new URL('../../../app/styles', import.meta.url));
    expect([...named].sort()).toEqual([...files].sort());
  });
});
