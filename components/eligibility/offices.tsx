import { PhoneLink } from '@/components/ui/phone-link';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { County } from '@/lib/organization/model';
import { DSS_STATE_DIRECTORY, findDssOffice, getPlan, helpLine, OWN_PLAN } from '@/lib/organization/organization';

/** The county office that decides, as far as it is known; else the state's list. */
export function CountyOffice({ locale, county }: { locale: Locale; county: County | null }) {
  const t = translator(locale);
  const office = county ? findDssOffice(county.name) : null;
  return (
    <section>
      <h2>{t('eligibilityResult.office.title')}</h2>
      {county ? <p>{t('eligibilityResult.office.name', { county: county.name })}</p> : null}
      {office?.address ? <p>{office.address}</p> : null}
      {office?.phone ? (
        <p className="go">
          <PhoneLink phone={office.phone} />
        </p>
      ) : null}
      {office?.phone || office?.address ? (
        <p className="hint">{t('eligibilityResult.office.age', { asOf: office.asOf })}</p>
      ) : null}
      <p>
        {t('eligibilityResult.office.unknown')} <a href={DSS_STATE_DIRECTORY}>{t('eligibilityResult.office.list')}</a>
      </p>
      <p>
        {t('eligibilityResult.office.center')}: <PhoneLink phone={helpLine('medicaidCenter').phone} />
      </p>
    </section>
  );
}

/** The plan of the county: ours, or a neighbour's with its number. */
export function CountyPlan({ locale, county }: { locale: Locale; county: County | null }) {
  const t = translator(locale);
  const plan = getPlan(county?.plan ?? OWN_PLAN);
  const own = plan.id === OWN_PLAN;
  return (
    <section>
      <h2>{t('eligibilityResult.plan.title')}</h2>
      <p>
        {county
          ? t(own ? 'eligibilityResult.plan.own' : 'eligibilityResult.plan.other', { county: county.name, plan: plan.name })
          : t('eligibilityResult.plan.unknown')}{' '}
        <PhoneLink phone={plan.phone} />
      </p>
      {own ? null : <p>{t('eligibilityResult.plan.otherNext')}</p>}
    </section>
  );
}

/** State-paid services and crisis care: on every result, because "no" is never the end. */
export function OtherHelp({ locale, county }: { locale: Locale; county: County | null }) {
  const t = translator(locale);
  const plan = getPlan(county?.plan ?? OWN_PLAN);
  return (
    <section>
      <h2>{t('eligibilityResult.state.title')}</h2>
      <p>
        {t('eligibilityResult.state.body')} <PhoneLink phone={plan.phone} />
      </p>
      <p>
        {t('eligibilityResult.crisis')} <PhoneLink phone={plan.crisisPhone ?? helpLine('lifeline').phone} />
      </p>
    </section>
  );
}
