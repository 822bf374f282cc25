import { type Translator, translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';

const part = (t: Translator, locale: 'en' | 'es') => `<section lang="${locale}">
<h1>${t('about.problem.title')}</h1>
<p>${t('errors.FORBIDDEN_ORIGIN')}</p>
<p>${t('about.unavailable.call')} <a href="tel:+${helpLine('help').phone}">${helpLine('help').phone.replace(/^1(\d{3})(\d{3})(\d{4})$/, '1-$1-$2-$3')}</a></p>
<p><a href="/${locale}">${t('about.unavailable.home')}</a></p>
</section>`;

/**
 * What a person sees whose form did not come from our pages: some privacy tools take the origin away, so this is not
 * always an attack. Whole in itself, because it is written before any page is chosen; both languages, because the
 * address may name none.
 */
export function refusedPage(): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${translator('en')('about.problem.title')} - ${translator('en')('site.name')}</title></head>
<body>${part(translator('en'), 'en')}<hr>${part(translator('es'), 'es')}</body></html>`;
}
