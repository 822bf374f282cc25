import { CheckboxList } from '@/components/forms/checkbox-list';
import { SelectField } from '@/components/forms/select-field';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { SUGGEST_SRC } from '@/components/layout/enhance';
import { Details } from '@/components/ui/details';
import { searchProviders } from '@/lib/directory/actions';
import { facetLabel } from '@/lib/directory/facet-labels';
import { FACET_GROUPS } from '@/lib/directory/facets';
import { SEARCH_MILES, type SearchParams } from '@/lib/directory/search/params';
import { typedLabels } from '@/lib/directory/search/suggest';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { countiesOf, OWN_PLAN } from '@/lib/organization/organization';

interface Props {
  readonly locale: Locale;
  readonly search: SearchParams;
  readonly text: string;
  readonly place: string;
  /** Code → rows; null before the first search. */
  readonly counts: ReadonlyMap<number, number> | null;
  /** Counts are the least there are. */
  readonly capped: boolean;
  readonly errors: Readonly<Record<string, string>>;
}

const PLACES = countiesOf(OWN_PLAN).map(({ name }) => name);

/** Name or problem, place, distance, and every filter with its count. Never sends itself. */
export function SearchForm({ locale, search, text, place, counts, capped, errors }: Props) {
  const t = translator(locale);
  return (
    <form action={searchProviders.bind(null, locale)} id="form" noValidate autoComplete="off">
      <script src={SUGGEST_SRC} defer />
      <p>{t('directory.search.lead')}</p>
      <TextField
        name="text"
        label={t('directory.search.text')}
        hint={t('directory.search.textHint')}
        value={text}
        error={errors.text}
        suggestions={typedLabels(locale)}
        suggestLabel={t('directory.search.suggestions')}
      />
      <TextField
        name="place"
        label={t('directory.search.place')}
        hint={t('directory.search.placeHint')}
        value={place}
        error={errors.place}
        suggestions={PLACES}
      />
      <SelectField
        name="miles"
        label={t('directory.search.distance')}
        value={String(search.miles)}
        error={errors.miles}
        options={SEARCH_MILES.map((miles) => ({ value: String(miles), label: t('directory.search.miles', { miles }) }))}
      />
      <Details summary={t('directory.search.filters')}>
        {FACET_GROUPS.map((group) => (
          <CheckboxList
            key={group.key}
            id={`f-${group.key}`}
            name="f"
            legend={t(`directory.facets.${group.key}.title`)}
            values={search.filters.map(String)}
            options={group.options
              .filter(({ code }) => counts === null || counts.has(code) || search.filters.includes(code))
              .map(({ code }) => ({
                value: String(code),
                label: counts
                  ? t(capped ? 'directory.search.countAtLeast' : 'directory.search.countOf', {
                      name: facetLabel(code, locale),
                      count: counts.get(code) ?? 0,
                    })
                  : facetLabel(code, locale),
              }))}
          />
        ))}
      </Details>
      <Submit>{t('directory.search.submit')}</Submit>
    </form>
  );
}
