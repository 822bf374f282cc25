import { type Translator, translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';

export type RefusedReason = 'FORBIDDEN_ORIGIN' | 'TOO_LARGE' | 'MALFORMED';

const part = (t: Translator, locale: 'en' | 'es', reason: RefusedReason) => `<section lang="${locale}">
<h1>${t('about.problem.title')}</h1>
<p>${t(`errors.${reason}`)}</p>
<p>${t('about.unavailable.call')} <a href="tel:+${helpLine('help').phone}">${helpLine('help').phone.replace(/^1(\d{3})(\d{3})(\d{4})$/, '1-$1-$2-$3')}</a></p>
<p><a href="/${locale}">${t('about.unavailable.home')}</a></p>
</section>`;

/**
 * What a person sees whose form was refused before any page read it. For a foreign origin: some privacy tools take the origin away, so this is not
 * always an attack. Whole in itself, because it is written before any page is chosen; both languages, because the
 * address may name none.
 */
export function refusedPage(reason: RefusedReason): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${translator('en')('about.problem.title')} - ${translator('en')('site.name')}</title></head>
<body>${part(translator('en'), 'en', reason)}<hr>${part(translator('es'), 'es', reason)}</body></html>`;
}
