import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** What was just done, in words, from the code in the address (`blocked-2`); nothing for anything else. */
export function doneWords(locale: Locale, done: string | undefined): string | undefined {
  const t = translator(locale);
  const [what, number] = (done ?? '').split('-');
  const count = Math.min(Number(number) || 0, 9999);
  switch (what) {
    case 'blocked':
    case 'feed':
      return t(`practice.done.${what}`, { count });
    case 'unblocked':
    case 'marked':
    case 'hours':
    case 'feedSaved':
    case 'feedGone':
    case 'consent':
      return t(`practice.done.${what}`);
    default:
      return undefined;
  }
}
