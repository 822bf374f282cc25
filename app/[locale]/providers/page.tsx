import { redirect } from 'next/navigation';
import { MatchCounty } from '@/components/providers/match-county';
import { MatchIntro } from '@/components/providers/match-intro';
import { MatchList } from '@/components/providers/match-list';
import { MatchSide } from '@/components/providers/match-side';
import { UrgentNotice } from '@/components/providers/urgent-notice';
import { WithinLinks } from '@/components/providers/within-links';
import { ButtonLink } from '@/components/ui/button-link';
import { systemClock } from '@/lib/clock';
import { networkOf } from '@/lib/directory/networks';
import { findZip } from '@/lib/directory/places';
import { listMatches } from '@/lib/directory/queries';
import { decideCounty } from '@/lib/directory/rules/county';
import { WITHIN_DAYS } from '@/lib/directory/rules/open-times';
import { findCoverageSummary } from '@/lib/eligibility/queries';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findJourney } from '@/lib/journey/queries';
import { nextNeedPage } from '@/lib/needs/model';
import { needsOf } from '@/lib/needs/queries';
import { soonestSlots } from '@/lib/scheduling/queries';
import { StepPage } from '../step-page';

interface Props {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ w?: string }>;
}

/** The matched list: up to ten providers for this person's answers. */
export default async function MatchesPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const journey = await pageData(locale, findJourney);
  const needs = needsOf(journey);
  if (!journey || !needs || nextNeedPage(needs)) redirect(`/${locale}/needs${needs ? `/${nextNeedPage(needs)}` : ''}`);
  const { coverage, countyFips } = findCoverageSummary(journey);
  const zip = needs.visit?.zip ?? '';
  const county = decideCounty(findZip(zip), { told: countyFips, chosen: needs.visit?.county ?? null });
  if (county.ask.length > 0) redirect(`/${locale}/needs/county`);
  const { w } = await searchParams;
  const withinDays = WITHIN_DAYS.find((days) => String(days) === w) ?? null;
  const list = await pageData(locale, () =>
    listMatches(
      { kind: 'visitor', journeyId: journey.id },
      { needs, network: networkOf(coverage), journeyId: journey.id, withinDays },
      { clock: systemClock, findSoonest: soonestSlots },
    ),
  );
  const title = t('directory.matches.title', { count: list.matches.length });
  return (
    <StepPage
      locale={locale}
      path="/providers"
      title={t('directory.matches.plainTitle')}
      step="provider"
      back={`/${locale}/needs/visit`}
      wide
      demo={list.matches.some(({ hit }) => hit.demonstration)}
    >
      <h1>{title}</h1>
      {list.routing.level === 'routine' ? null : <UrgentNotice locale={locale} />}
      <MatchCounty locale={locale} zip={zip} fips={county.fips} />
      <MatchIntro locale={locale} list={list} needs={needs} />
      <p className="row">
        <ButtonLink quiet href={`/${locale}/needs/${list.place ? 'who' : 'visit'}`}>
          {list.place ? t('directory.matches.change') : t('directory.matches.changeZip')}
        </ButtonLink>
        <ButtonLink quiet href={`/${locale}/providers/search`}>
          {t('directory.matches.all')}
        </ButtonLink>
      </p>
      {list.matches.length > 0 || withinDays ? <WithinLinks locale={locale} chosen={withinDays} /> : null}
      <div className="cols">
        <MatchList matches={list.matches} locale={locale} />
        <MatchSide hits={list.matches.map(({ hit }) => hit)} locale={locale} />
      </div>
    </StepPage>
  );
}
