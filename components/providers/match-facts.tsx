import type { ReactNode } from 'react';
import { Facts } from '@/components/ui/facts';
import { facetLabel } from '@/lib/directory/facet-labels';
import type { Match, MatchReason } from '@/lib/directory/rules/match';
import { formatShortDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { labelList, soonestText } from './labels';

/** At most this many kinds of help in one line; the provider's own page lists all. */
const SHORT_LIST = 3;

/** One reason in words: why a provider is on the list, or what it does not meet. */
export function reasonText(reason: MatchReason, locale: Locale): string {
  const t = translator(locale);
  if (reason.kind === 'checked') {
    const day = reason.on ? formatShortDate(reason.on, locale, PLAN_ZONE) : null;
    if (!day) return t('directory.fact.checkedNever');
    return reason.met ? t('directory.fact.checked', { day }) : t('directory.fact.checkedOld', { day });
  }
  if ('codes' in reason) {
    const list = labelList(reason.codes.slice(0, SHORT_LIST), locale);
    return reason.kind === 'service' ? t('directory.fact.services', { list }) : t('directory.fact.concerns', { list });
  }
  const name = facetLabel(reason.code, locale);
  if (reason.kind === 'concern') return t('directory.fact.concernNot', { name });
  return t(`directory.fact.${reason.kind}${reason.met ? 'Met' : 'Not'}`, { name });
}

/** The facts under a matched provider: when, where, why it is here, what it does not meet, when it was checked. */
export function MatchFacts({ match, locale }: { match: Match; locale: Locale }) {
  const t = translator(locale);
  const { hit, soonest, reasons } = match;
  const city = hit.city ?? '';
  const met = reasons.filter((reason) => reason.met);
  // Alike on most rows: one line for all of them, so that what differs is found.
  const plain = met.filter((reason) => !('codes' in reason) && reason.kind !== 'checked');
  const items: ReactNode[] = [
    soonest ? soonestText(soonest, locale) : t('directory.fact.noTimes'),
    hit.miles === null ? city : t('directory.fact.place', { city, miles: Math.round(hit.miles) }),
    ...met.filter((reason) => 'codes' in reason).map((reason) => reasonText(reason, locale)),
    plain.length > 0 ? `${plain.map((reason) => reasonText(reason, locale)).join('. ')}.` : null,
    ...met.filter(({ kind }) => kind === 'checked').map((reason) => reasonText(reason, locale)),
    ...reasons.filter(({ met }) => !met).map((reason) => reasonText(reason, locale)),
  ];
  return <Facts items={items.filter((item) => item !== null)} />;
}
