import { ButtonLink } from '@/components/ui/button-link';
import { Facts } from '@/components/ui/facts';
import { Notice } from '@/components/ui/notice';
import { facetLabel } from '@/lib/directory/facet-labels';
import { findFacetGroup } from '@/lib/directory/facets';
import type { NetworkSearch } from '@/lib/directory/queries';
import type { Opening } from '@/lib/directory/rules/match';
import type { EntryHit, EntryResults } from '@/lib/directory/search/model';
import { type SearchParams, writeSearchParams } from '@/lib/directory/search/params';
import { formatShortDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { DidYouMean } from './did-you-mean';
import { facetList, groupLabel, labelList, soonestText } from './labels';
import { MatchSide } from './match-side';
import { ZipCounties } from './zip-counties';

interface Props {
  readonly locale: Locale;
  readonly search: SearchParams;
  readonly found: NetworkSearch;
  readonly results: EntryResults;
}

const SHORT_LIST = 4;

/** Chosen filters as links that take each away. */
function ChosenFilters({ locale, search }: Pick<Props, 'locale' | 'search'>) {
  const t = translator(locale);
  if (search.filters.length === 0) return null;
  return (
    <>
      <p>{t('directory.search.understood', { list: labelList(search.filters, locale) })}</p>
      <p className="row">
        {search.filters.map((code) => {
          const rest = { ...search, filters: search.filters.filter((other) => other !== code), after: null };
          return (
            <a key={code} href={`/${locale}/providers/search${writeSearchParams(rest)}`}>
              {t('directory.search.remove', { name: facetLabel(code, locale) })}
            </a>
          );
        })}
      </p>
    </>
  );
}

/** At zero results: the one filter that stands in the way, and the way on without it. */
function Nothing({ locale, search, results, found }: Props) {
  const t = translator(locale);
  const { blocking } = results;
  if (found.meant.length > 0) return <DidYouMean locale={locale} search={search} meant={found.meant} />;
  if (!blocking) return <p>{t('directory.search.nothing')}</p>;
  const name = groupLabel(blocking.group, locale);
  const filters = search.filters.filter((code) => findFacetGroup(code)?.key !== blocking.group);
  return (
    <Notice heading={t('directory.search.blockTitle')}>
      <p>{t('directory.search.block', { name, count: blocking.hidden })}</p>
      <p className="go">
        <a href={`/${locale}/providers/search${writeSearchParams({ ...search, filters, after: null })}`}>
          {t('directory.search.remove', { name })}
        </a>
      </p>
    </Notice>
  );
}

function Hit({ hit, stale, soonest, locale }: { hit: EntryHit; stale: boolean; soonest: Opening | undefined; locale: Locale }) {
  const t = translator(locale);
  const day = hit.verifiedAt ? formatShortDate(hit.verifiedAt, locale, PLAN_ZONE) : null;
  const city = hit.city ?? '';
  return (
    <li className="prov">
      <h2>
        <a href={`/${locale}/providers/${hit.roleId}`}>{hit.displayName}</a>
      </h2>
      {hit.displayName === hit.organizationName ? null : <p>{hit.organizationName}</p>}
      <Facts
        items={[
          soonest ? soonestText(soonest, locale) : '',
          hit.miles === null ? city : t('directory.fact.place', { city, miles: Math.round(hit.miles) }),
          t('directory.fact.services', { list: facetList(hit.tags, 'service', locale, SHORT_LIST) }),
          facetList(hit.tags, 'language', locale),
          facetList(hit.tags, 'accepting', locale),
          day ? t(stale ? 'directory.fact.checkedOld' : 'directory.fact.checked', { day }) : t('directory.fact.checkedNever'),
        ].filter((text) => text !== '')}
      />
    </li>
  );
}

/** How many, which filters, one page of rows nearest first, the next page, and the map. */
export function SearchResults({ locale, search, found, results }: Props) {
  const t = translator(locale);
  const place = found.place?.name;
  return (
    <section aria-labelledby="results">
      <h2 id="results">
        {t(results.capped ? 'directory.search.resultsAtLeast' : 'directory.search.results', { count: results.total })}
        {place ? ` ${t('directory.search.near', { place })}` : ''}
      </h2>
      <p className="go no-print">
        <a href="#again">{t('directory.search.change')}</a>
      </p>
      {results.capped ? <p className="hint">{t('directory.search.atLeast')}</p> : null}
      <ZipCounties locale={locale} search={search} />
      <ChosenFilters locale={locale} search={search} />
      {results.total === 0 ? <Nothing locale={locale} search={search} results={results} found={found} /> : null}
      <div className="cols">
        <div>
          <ol className="provs">
            {results.hits.map((hit) => (
              <Hit
                key={hit.roleId}
                hit={hit}
                stale={found.stale.has(hit.roleId)}
                soonest={found.soonest.get(hit.roleId)}
                locale={locale}
              />
            ))}
          </ol>
          {results.next ? (
            <ButtonLink quiet href={`/${locale}/providers/search${writeSearchParams({ ...search, after: results.next })}`}>
              {t('directory.search.next')}
            </ButtonLink>
          ) : null}
        </div>
        <MatchSide hits={results.hits} locale={locale} />
      </div>
    </section>
  );
}
