import lines from './parameters/language-lines.json';

/** "Help in your language is free", in that language (45 CFR 92.11). */
export interface LanguageLine {
  /** BCP 47, so that a screen reader takes the right voice. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly name: string;
  /** Holds `{phone}`. */
  readonly text: string;
}

/** The notice lines, most spoken language first. */
export const LANGUAGE_LINES = lines.lines as readonly LanguageLine[];
