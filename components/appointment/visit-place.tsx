import type { ReactNode } from 'react';
import type { SummaryRow } from '@/components/ui/summary-list';
import type { PractitionerRoleCard } from '@/lib/directory/model';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { VisitMode } from '@/lib/scheduling/model';
import { visitTime } from './visit-time';

interface Visit {
  readonly start: Date;
  readonly end: Date;
  readonly mode: VisitMode;
  readonly zone: string;
}

/** "Ana Ruiz, LCSW · Catawba River Counseling"; once when both are one. */
export function providerName(card: PractitionerRoleCard): string {
  return card.displayName === card.organizationName ? card.displayName : `${card.displayName}, ${card.organizationName}`;
}

function address(card: PractitionerRoleCard): ReactNode {
  const lines = [card.line1, card.line2, [card.city, card.state, card.zip].filter(Boolean).join(' ')].filter(Boolean);
  return lines.map((line) => (
    <span key={line} className="line">
      {line}
    </span>
  ));
}

/** When, with whom, how and where, as rows of a summary list. */
export function visitRows(
  locale: Locale,
  visit: Visit,
  card: PractitionerRoleCard,
  change?: { readonly when: string; readonly with: string },
): SummaryRow[] {
  const t = translator(locale);
  const minutes = Math.round((visit.end.getTime() - visit.start.getTime()) / 60_000);
  const changes = (key: 'when' | 'with') =>
    change && {
      changeHref: change[key],
      changeLabel: t('appointments.check.change'),
      changeHidden: t(`appointments.check.hidden.${key}`),
    };
  return [
    { key: 'when', label: t('appointments.check.when'), value: visitTime(locale, visit), ...changes('when') },
    { key: 'with', label: t('appointments.check.with'), value: providerName(card), ...changes('with') },
    {
      key: 'how',
      label: t('appointments.check.how'),
      value: `${t(`appointments.modes.${visit.mode}`)}. ${t('appointments.when.minutes', { minutes })}.`,
    },
    ...(visit.mode === 'inPerson' ? [{ key: 'where', label: t('appointments.check.where'), value: address(card) }] : []),
  ];
}
