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

/** The options of one group among `tags`, as one sentence part; empty when there are none. */
export function facetList(tags: readonly FacetCode[], key: FacetGroupKey, locale: Locale, most = 20): string {
  const labels = facetsOf(tags, key).map(({ code }) => facetLabel(code, locale));
  return formatList(labels.slice(0, most), locale);
}

/** When a provider's first open time is. */
export function soonestText(soonest: Opening, locale: Locale): string {
  const values = { day: formatShortDate(soonest.start, locale, firstZone(soonest)), time: visitClock(locale, soonest) };
  return translator(locale)('directory.fact.soonest', values);
}
