import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

const PAGES = ['visits', 'coverage', 'contact', 'people', 'consents', 'history', 'settings', 'keys', 'export', 'delete'] as const;

/** The pages of the account, one a line. */
export function AccountLinks({ locale }: { locale: Locale }) {
  const t = translator(locale);
  return (
    <nav aria-label={t('account.home.links')}>
      <ul className="facts go">
        {PAGES.map((page) => (
          <li key={page}>
            <a href={`/${locale}/account/${page}`}>{t(`account.home.${page}`)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
