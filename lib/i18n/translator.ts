import { createTranslator } from 'use-intl/core';
import type { Locale } from './locale';
import { MESSAGES, type Messages } from './messages';

type Say = (...words: Parameters<ReturnType<typeof create>>) => string;

function create(locale: Locale) {
  return createTranslator<Messages>({
    locale,
    messages: MESSAGES[locale],
    timeZone: 'America/New_York',
    // A missing key is a defect to be seen at once, never a silent fallback to English.
    onError: (error) => {
      throw error;
    },
  });
}

/** Keeps what messages without values say: a long list asks for the same few hundred again on every request. */
function build(locale: Locale) {
  const say = create(locale);
  const kept = new Map<string, string>();
  const sayKept = (...[key, values, formats]: Parameters<typeof say>): string => {
    if (values || formats) return say(key, values, formats);
    let text = kept.get(key);
    if (text === undefined) {
      text = say(key);
      kept.set(key, text);
    }
    return text;
  };
  return Object.assign(sayKept as Say, { has: say.has });
}

/** Typed message look-up: `t('home.hero.title')`. An unknown key does not compile. */
export type Translator = ReturnType<typeof build>;
export type MessageKey = Parameters<Translator>[0];

const translators = new Map<Locale, Translator>();

/** The translator of a language; server only, so no message is ever shipped to a browser. */
export function translator(locale: Locale): Translator {
  let t = translators.get(locale);
  if (!t) {
    t = build(locale);
    translators.set(locale, t);
  }
  return t;
}
