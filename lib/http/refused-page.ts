import { APP_ERRORS } from '@/lib/app-error';
import { appOrigins } from '@/lib/env';
import { LOCALES, type Locale } from '@/lib/i18n/locale';
import { type Translator, translator } from '@/lib/i18n/translator';
import { logger } from '@/lib/logger';
import { helpLine } from '@/lib/organization/organization';
import { contentSecurityPolicy } from './page-classes';

export type RefusedReason = 'FORBIDDEN_ORIGIN' | 'TOO_LARGE' | 'MALFORMED';

interface Words {
  /** Instead of the general sentence of the reason. */
  readonly say?: (t: Translator) => string;
  /** The address, with language, of the form to go back to. */
  readonly back?: string;
}

const part = (t: Translator, locale: Locale, reason: RefusedReason, { say, back }: Words) => `<section lang="${locale}">
<h1>${t('about.problem.title')}</h1>
<p>${say ? say(t) : t(`errors.${reason}`)}</p>
${back ? `<p><a href="${back}">${t('site.back')}</a></p>` : ''}
<p>${t('about.unavailable.call')} <a href="tel:+${helpLine('help').phone}">${helpLine('help').phone.replace(/^1(\d{3})(\d{3})(\d{4})$/, '1-$1-$2-$3')}</a></p>
<p><a href="/${locale}">${t('about.unavailable.home')}</a></p>
</section>`;

/**
 * What a person sees whose form was refused before any page read it. For a foreign origin: some privacy tools take the origin away, so this is not
 * always an attack. Whole in itself, because it is written before any page is chosen; both languages, because the
 * address may name none.
 */
function refusedPage(reason: RefusedReason, words: Words): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${translator('en')('about.problem.title')} - ${translator('en')('site.name')}</title></head>
<body>${LOCALES.map((locale) => part(translator(locale), locale, reason, words)).join('<hr>')}</body></html>`;
}

/** The answer to a form that no page reads. */
export function refusedResponse(reason: RefusedReason, words: Words = {}): Response {
  logger.warn({ event: 'request.refused', code: reason });
  return new Response(refusedPage(reason, words), {
    status: APP_ERRORS[reason].status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': contentSecurityPolicy('A', appOrigins()),
    },
  });
}

/**
 * True for a form of our own pages. Next lets an action through when Origin is missing, and believes X-Forwarded-Host:
 * compare with our own setting.
 */
export function isOwnOrigin(request: Request): boolean {
  const origin = request.headers.get('origin');
  return origin !== null && appOrigins().includes(origin);
}
