/** Languages the portal is written in. Adding one: see CONTRIBUTING.md, "Add a language". */
export const LOCALES = ['en', 'es'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'en';

/** Each language in its own name, for the language switch. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', es: 'Español' };

export function isLocale(text: string): text is Locale {
  return (LOCALES as readonly string[]).includes(text);
}
