import { CountyMap } from '@/components/ui/county-map';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { countiesOf, OWN_PLAN } from '@/lib/organization/organization';

/** The plan's counties, in words and as a drawing. */
export function ServiceArea({ locale }: { locale: Locale }) {
  const t = translator(locale);
  const counties = countiesOf(OWN_PLAN);
  return (
    <section className="cols even">
      <div>
        <h2>{t('home.area.heading')}</h2>
        <p>{t('home.area.text', { count: counties.length })}</p>
        <ul className="names">
          {counties.map(({ fips, name }) => (
            <li key={fips}>{name}</li>
          ))}
        </ul>
        <p className="hint">{t('home.area.other')}</p>
      </div>
      <CountyMap counties={counties.map(({ fips }) => fips)} />
    </section>
  );
}
