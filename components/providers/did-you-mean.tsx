import { Submit } from '@/components/forms/submit';
import { Notice } from '@/components/ui/notice';
import { searchProviders } from '@/lib/directory/actions';
import { type SearchParams, writeSearchParams } from '@/lib/directory/search/params';
import type { Suggestion } from '@/lib/directory/search/suggest';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/**
 * What a text that found nothing may have meant. Filters are links; a name is sent by a form, because typed text and
 * names stay out of addresses.
 */
export function DidYouMean({ locale, search, meant }: { locale: Locale; search: SearchParams; meant: readonly Suggestion[] }) {
  const t = translator(locale);
  return (
    <Notice heading={t('directory.search.meant')}>
      <ul>
        {meant.map((each) => (
          <li key={each.text}>
            {each.kind === 'facet' ? (
              <a
                href={`/${locale}/providers/search${writeSearchParams({ ...search, filters: [each.code], hasText: false, after: null })}`}
              >
                {each.text}
              </a>
            ) : (
              <form action={searchProviders.bind(null, locale)}>
                <input type="hidden" name="text" value={each.text} />
                <input type="hidden" name="miles" value={search.miles} />
                <Submit quiet>{each.text}</Submit>
              </form>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
