import type { NEED_LANGUAGES } from '@/lib/needs/model';
import type { INTERPRETERS } from '../model-forms';

type NeedLanguage = (typeof NEED_LANGUAGES)[number];
type Interpreter = (typeof INTERPRETERS)[number];

const INTERPRETER_OF: Readonly<Record<NeedLanguage, Interpreter>> = {
  en: 'none',
  es: 'es',
  asl: 'ase',
  hmong: 'hmn',
  vietnamese: 'vi',
  arabic: 'ar',
  chinese: 'zh',
  french: 'fr',
  russian: 'ru',
  lao: 'other',
};

/** What the form starts with for somebody who named a language before; they can change it. */
export function interpreterFor(language: NeedLanguage | undefined): Interpreter | undefined {
  return language && INTERPRETER_OF[language];
}
