import { CountyMap } from '@/components/ui/county-map';
import { Dialable } from '@/components/ui/dialable';
import { Notice } from '@/components/ui/notice';
import type { EntryHit } from '@/lib/directory/search/model';
import { formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { countiesOf, helpLine, OWN_PLAN } from '@/lib/organization/organization';

/** Beside a list: a map that repeats it, and a person to call. */
export function MatchSide({ hits, locale }: { hits: readonly EntryHit[]; locale: Locale }) {
  const t = translator(locale);
  const pins = hits.flatMap(({ lat, lon }, index) =>
    lat === null || lon === null ? [] : [{ lat, lon, label: String(index + 1) }],
  );
  return (
    <div>
      {pins.length > 0 ? (
        <>
          <h2>{t('directory.matches.where')}</h2>
          <CountyMap counties={countiesOf(OWN_PLAN).map(({ fips }) => fips)} pins={pins} />
          <p className="hint">{t('directory.matches.mapNote')}</p>
        </>
      ) : null}
      <Notice>
        <p>
          <Dialable text={t('directory.matches.none', { phone: formatPhone(helpLine('help').phone) })} />
        </p>
      </Notice>
    </div>
  );
}
