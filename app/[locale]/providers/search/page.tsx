import { ErrorSummary } from '@/components/forms/error-summary';
import { SearchForm } from '@/components/providers/search-form';
import { SearchResults } from '@/components/providers/search-results';
import { Dialable } from '@/components/ui/dialable';
import { systemClock } from '@/lib/clock';
import { directorySliceOf, searchNetwork } from '@/lib/directory/queries';
import { readSearchParams } from '@/lib/directory/search/params';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findJourney } from '@/lib/journey/queries';
import { soonestSlots } from '@/lib/scheduling/queries';
import { StepPage } from '../../step-page';

const DEPS = { clock: systemClock, findSoonest: soonestSlots };

interface Props {
  params: Promise<{ locale: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The whole list: by name, place or problem, with every filter. */
export default async function SearchPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const raw = await searchParams;
  const search = readSearchParams(raw);
  const form = raw.fix ? await findForm('provider-search') : null;
  const errors = formProblems(form, t);
  const journey = await pageData(locale, findJourney);
  const kept = directorySliceOf(journey).search;
  const text = search.hasText ? (kept?.text ?? '') : '';
  const actor = { kind: 'visitor', journeyId: journey?.id ?? null } as const;
  const found = await pageData(locale, () => searchNetwork(actor, { params: search, text, locale }, DEPS));
  return (
    <StepPage
      locale={locale}
      path="/providers/search"
      title={t('directory.search.title')}
      step="provider"
      back={`/${locale}/providers`}
      errored={errors.length > 0}
      wide
      demo={found.results?.hits.some(({ demonstration }) => demonstration) ?? false}
    >
      <ErrorSummary locale={locale} errors={errors} />
      <h1>{t('directory.search.title')}</h1>
      {raw.h === '1' ? (
        <p className="note">
          <Dialable text={t('directory.search.crisis')} />
        </p>
      ) : null}
      {found.results && errors.length === 0 ? (
        <>
          <SearchResults locale={locale} search={search} found={found} results={found.results} />
          <hr className="rule" />
          <h2 id="again">{t('directory.search.again')}</h2>
        </>
      ) : null}
      <SearchForm
        locale={locale}
        search={search}
        text={typeof form?.values.text === 'string' ? form.values.text : text}
        place={typeof form?.values.place === 'string' ? form.values.place : (found.place?.name ?? '')}
        counts={found.results?.counts ?? null}
        capped={found.results?.capped ?? false}
        errors={Object.fromEntries(errors.map(({ field, message }) => [field, message]))}
      />
    </StepPage>
  );
}
