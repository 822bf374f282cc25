import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

const LINKS = [
  ['helpNow', '/help-now'],
  ['account', '/account'],
  ['privacy', '/privacy'],
  ['accessibility', '/accessibility'],
  ['display', '/display'],
  ['delete', '/delete'],
  ['staff', '/staff/sign-in'],
] as const;

/** Language help first: 45 CFR 92.11 asks for it on every page, in plain sight. */
export function Footer({ locale }: { locale: Locale }) {
  const t = translator(locale);
  return (
    <footer className="foot">
      <div className="wrap">
        <p>
          {t('site.footer.language')} <a href={`/${locale}/language-help`}>{t('site.footer.languageLink')}</a>
        </p>
        <ul>
          {LINKS.map(([key, path]) => (
            <li key={key}>
              <a href={`/${locale}${path}`}>{t(`site.footer.${key}`)}</a>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  );
}
