import { firstZone, visitClock } from '@/components/appointment/visit-time';
import { facetLabel } from '@/lib/directory/facet-labels';
import { type FacetCode, type FacetGroupKey, facetsOf } from '@/lib/directory/facets';
import type { Opening } from '@/lib/directory/rules/match';
import { formatList, formatShortDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** The title of a group of facets. */
export function groupLabel(key: FacetGroupKey, locale: Locale): string {
  return translator(locale)(`directory.facets.${key}.title`);
}

/** What English writes with a capital wherever it stands. Spanish has none among these. */
const NAME = /^(Black|Latino|Native)\b/;

function within(label: string, locale: Locale): string {
  const isName = locale === 'en' && NAME.test(label);
  return /^\p{Lu}\p{Ll}/u.test(label) && !isName ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** Names of options as one part of a sentence: only the first begins with a capital. */
export function labelList(codes: readonly FacetCode[], locale: Locale): string {
  const labels = codes.map((code) => facetLabel(code, locale));
  return formatList(
    labels.map((label, index) => (index === 0 ? label : within(label, locale))),
    locale,
  );
}

/** The options of one group among `tags`, as one part of a sentence; empty when there are none. */
export function facetList(tags: readonly FacetCode[], key: FacetGroupKey, locale: Locale, most = 20): string {
  const codes = facetsOf(tags, key)
    .slice(0, most)
    .map(({ code }) => code);
  // English writes all languages with a capital.
  if (key !== 'language' || locale === 'es') return labelList(codes, locale);
  return formatList(
    codes.map((code) => facetLabel(code, locale)),
    locale,
  );
}

/** When a provider's first open time is. */
export function soonestText(soonest: Opening, locale: Locale): string {
  const values = { day: formatShortDate(soonest.start, locale, firstZone(soonest)), time: visitClock(locale, soonest) };
  return translator(locale)('directory.fact.soonest', values);
}
