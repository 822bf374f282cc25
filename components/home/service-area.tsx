import { CountyMap } from '@/components/ui/county-map';
import { formatList } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { countiesOf, OWN_PLAN } from '@/lib/organization/organization';

/** The plan's counties, in words and as a drawing. */
export function ServiceArea({ locale }: { locale: Locale }) {
  const t = translator(locale);
  const counties = countiesOf(OWN_PLAN);
  const names = counties.map(({ name }) => name);
  return (
    <section>
      <h2>{t('home.area.heading')}</h2>
      <CountyMap counties={counties.map(({ fips }) => fips)} />
      <p>{t('home.area.text', { count: counties.length, counties: formatList(names, locale) })}</p>
      <p className="hint">{t('home.area.other')}</p>
    </section>
  );
}
