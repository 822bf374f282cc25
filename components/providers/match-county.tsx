import { Notice } from '@/components/ui/notice';
import { PhoneLink } from '@/components/ui/phone-link';
import { findZip } from '@/lib/directory/places';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { findCounty, getPlan, OWN_PLAN } from '@/lib/organization/organization';

/** For which county the list is, where its ZIP code leaves that open; and which plan can help in a county that is not ours. */
export function MatchCounty({ locale, zip, fips }: { locale: Locale; zip: string; fips: string | null }) {
  const t = translator(locale);
  const county = fips ? findCounty(fips) : null;
  const open = (findZip(zip)?.counties.length ?? 0) > 1;
  const other = county && county.plan !== OWN_PLAN ? getPlan(county.plan) : null;
  return (
    <>
      {open ? (
        <p>
          {county ? t('directory.search.county', { name: county.name }) : t('directory.matches.countyOpen', { zip })}{' '}
          <a href={`/${locale}/needs/county`}>{t('directory.matches.countyChange')}</a>
        </p>
      ) : null}
      {county && other ? (
        <Notice>
          <p>
            {t('eligibilityResult.plan.other', { county: county.name, plan: other.name })} <PhoneLink phone={other.phone} />
          </p>
          <p>{t('eligibilityResult.plan.otherNext')}</p>
        </Notice>
      ) : null}
    </>
  );
}
