import { createTranslator } from 'use-intl/core';
import type { Locale } from './locale';
import { MESSAGES, type Messages } from './messages';

function build(locale: Locale) {
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
