import { WITHIN_DAYS } from '@/lib/directory/rules/open-times';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Cuts the matched list to those with an open time soon. Links, so that it works by one press and without a script. */
export function WithinLinks({ locale, chosen }: { locale: Locale; chosen: number | null }) {
  const t = translator(locale);
  const options = [...WITHIN_DAYS.map((days) => ({ days, href: `?w=${days}` })), { days: null, href: '' }];
  return (
    <nav aria-labelledby="within">
      <h2 id="within">{t('directory.matches.within')}</h2>
      <p className="row">
        {options.map(({ days, href }) => (
          <a key={days ?? 'any'} href={`/${locale}/providers${href}`} aria-current={days === chosen ? 'true' : undefined}>
            {days === null ? t('directory.matches.anyTime') : t('directory.matches.days', { days })}
          </a>
        ))}
      </p>
    </nav>
  );
}
