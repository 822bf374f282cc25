import { findZip } from '@/lib/directory/places';
import { type SearchParams, writeSearchParams } from '@/lib/directory/search/params';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { findCounty } from '@/lib/organization/organization';

/** A ZIP code never decides a county: where it lies in several, the person is asked which one is theirs. */
export function ZipCounties({ locale, search }: { locale: Locale; search: SearchParams }) {
  const t = translator(locale);
  const zip = search.place && 'zip' in search.place ? findZip(search.place.zip) : null;
  const counties = (zip?.counties ?? []).flatMap((fips) => findCounty(fips) ?? []);
  if (!zip || counties.length < 2) return null;
  return (
    <p className="hint">
      {t('directory.search.counties', { zip: zip.zip })}{' '}
      {counties.map(({ fips, name }, index) => (
        <span key={fips}>
          {index > 0 ? ' · ' : ''}
          <a href={`/${locale}/providers/search${writeSearchParams({ ...search, place: { fips }, after: null })}`}>
            {t('directory.search.county', { name })}
          </a>
        </span>
      ))}
    </p>
  );
}
