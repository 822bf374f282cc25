import { redirect } from 'next/navigation';
import { Page } from '@/components/layout/page';
import { MatchList } from '@/components/providers/match-list';
import { MatchSide } from '@/components/providers/match-side';
import { UrgentNotice } from '@/components/providers/urgent-notice';
import { ButtonLink } from '@/components/ui/button-link';
import { systemClock } from '@/lib/clock';
import { networkOf } from '@/lib/directory/networks';
import { listMatches } from '@/lib/directory/queries';
import { findCoverageSummary } from '@/lib/eligibility/queries';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { formatPhone } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { findJourney } from '@/lib/journey/queries';
import { nextNeedPage } from '@/lib/needs/model';
import { needsOf } from '@/lib/needs/queries';
import { helpLine } from '@/lib/organization/organization';
import { soonestSlots } from '@/lib/scheduling/queries';

/** The matched list: up to ten providers for this person's answers. */
export default async function MatchesPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const journey = await pageData(locale, findJourney);
  const needs = needsOf(journey);
  if (!journey || !needs || nextNeedPage(needs)) redirect(`/${locale}/needs${needs ? `/${nextNeedPage(needs)}` : ''}`);
  const list = await pageData(locale, () =>
    listMatches(
      { kind: 'visitor', journeyId: journey.id },
      { needs, network: networkOf(findCoverageSummary(journey).coverage), journeyId: journey.id },
      { clock: systemClock, findSoonest: soonestSlots },
    ),
  );
  const phone = formatPhone(helpLine('help').phone);
  const title =
    list.matches.length > 0
      ? t('directory.matches.title', { count: list.matches.length })
      : t('directory.matches.title', { count: 0 });
  return (
    <Page
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
      {list.matches.length > 0 ? (
        <p>
          {t(`directory.matches.order.${needs.visit?.order ?? 'soonest'}`)} {t('directory.matches.fair')}
          {list.miles > 25 ? ` ${t('directory.matches.widened', { miles: list.miles })}` : ''}
        </p>
      ) : (
        <p>
          {list.place
            ? t('directory.matches.emptyHelp', { phone })
            : t('directory.matches.zipUnknown', { zip: needs.visit?.zip ?? '' })}
        </p>
      )}
      <p className="row">
        <ButtonLink quiet href={`/${locale}/needs/${list.place ? 'who' : 'visit'}`}>
          {list.place ? t('directory.matches.change') : t('directory.matches.changeZip')}
        </ButtonLink>
        <ButtonLink quiet href={`/${locale}/providers/search`}>
          {t('directory.matches.all')}
        </ButtonLink>
      </p>
      <div className="cols">
        <MatchList matches={list.matches} locale={locale} />
        <MatchSide hits={list.matches.map(({ hit }) => hit)} locale={locale} />
      </div>
    </Page>
  );
}
