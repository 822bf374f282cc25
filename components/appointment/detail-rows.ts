import type { SummaryRow } from '@/components/ui/summary-list';
import { instant } from '@/lib/clock';
import { formatList, formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { VisitDetails } from '@/lib/scheduling/model';
import { INTERPRETERS } from '@/lib/scheduling/model-forms';

const BIRTH = { en: 'en-US', es: 'es-US' } as const;

function birthText(locale: Locale, date: string): string {
  const format = new Intl.DateTimeFormat(BIRTH[locale], { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' });
  return format.format(instant(`${date}T00:00:00Z`));
}

/** What the person told us about themselves, each with its way back. */
export function detailRows(locale: Locale, details: VisitDetails): SummaryRow[] {
  const t = translator(locale);
  const interpreter = INTERPRETERS.find((each) => each === details.interpreter) ?? 'none';
  const none = t('appointments.check.noneNeeded');
  const address = details.contactWay === 'email' ? details.email : details.phone && formatPhone(details.phone);
  const reach =
    details.contactWay === 'none' || !address
      ? t('appointments.check.noContact')
      : `${t(`appointments.contact.ways.${details.contactWay}`)}: ${address}`;
  const row = (key: 'name' | 'birthDate' | 'interpreter' | 'access' | 'reach', value: string, page: string): SummaryRow => ({
    key,
    label: t(`appointments.check.${key}`),
    value,
    changeHref: `/${locale}/appointments/${page}?change=1`,
    changeLabel: t('appointments.check.change'),
    changeHidden: t(`appointments.check.hidden.${key}`),
  });
  const needs = details.accessNeeds.map((need) => t(`appointments.access.${need}`));
  return [
    row('name', `${details.firstName} ${details.lastName}`, 'details'),
    row('birthDate', birthText(locale, details.birthDate), 'details'),
    row('interpreter', interpreter === 'none' ? none : t(`appointments.interpreters.${interpreter}`), 'details'),
    row('access', needs.length > 0 ? formatList(needs, locale) : none, 'details'),
    row('reach', reach, 'contact'),
  ];
}
