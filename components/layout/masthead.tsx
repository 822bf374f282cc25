import { ThreadMark } from '@/components/ui/braid';
import { LOCALE_NAMES, LOCALES, type Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Name of the service and the other language, on the same page. */
export function Masthead({ locale, path }: { locale: Locale; path: string }) {
  const t = translator(locale);
  return (
    <header className="wrap mast">
      <a className="name" href={`/${locale}`}>
        <ThreadMark />
        {t('site.name')}
      </a>
      <nav aria-label={t('site.mast.label')}>
        {LOCALES.filter((other) => other !== locale).map((other) => (
          <a key={other} href={`/${other}${path === '/' ? '' : path}`} lang={other} hrefLang={other}>
            {LOCALE_NAMES[other]}
          </a>
        ))}
      </nav>
    </header>
  );
}
