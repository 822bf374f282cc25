import { visitTime } from '@/components/appointment/visit-time';
import { SummaryList } from '@/components/ui/summary-list';
import { formatLongDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { AccountExport } from '@/lib/membership/export';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { HistoryList } from './history-list';

/** Everything the portal holds about a person, in words. */
export function ExportView({ locale, everything }: { locale: Locale; everything: AccountExport }) {
  const t = translator(locale);
  const { account, appointments, delegates, consents, history, exportedAt } = everything;
  const { contact } = account.profile;
  const none = t('account.export.none');
  const list = (items: readonly string[]) => (items.length ? items.map((item) => <div key={item}>{item}</div>) : none);
  const visits = appointments.map((visit) => `${visitTime(locale, visit)} – ${t(`account.visits.statuses.${visit.status}`)}`);
  const people = delegates.map((each) => t(`account.people.relations.${each.relation}`));
  const reach = contact
    ? [
        t(`account.contact.ways.${contact.way}`),
        `${t('account.contact.voice')} ${t(`account.contact.voices.${contact.voiceMessage}`)}`,
        `${t('account.contact.caller')} ${t(`account.contact.callers.${contact.callerName}`)}`,
        t(`account.contact.timeOptions.${contact.safeTimes}`),
      ]
    : [];
  const rows = [
    { key: 'opened', label: t('account.export.opened'), value: formatLongDate(account.createdAt, locale, PLAN_ZONE) },
    { key: 'name', label: t('account.settings.firstName'), value: account.profile.firstName ?? none },
    { key: 'addresses', label: t('account.export.addresses'), value: list(account.addresses.map(({ text }) => text)) },
    { key: 'contact', label: t('account.export.contact'), value: list(reach) },
    { key: 'visits', label: t('account.export.visits'), value: list(visits) },
    { key: 'consents', label: t('account.consents.title'), value: list(consents.map(({ recipient }) => recipient)) },
    { key: 'delegates', label: t('account.export.delegates'), value: list(people) },
  ];
  return (
    <>
      <h2>{t('account.export.account')}</h2>
      <SummaryList rows={rows} />
      <h2>{t('account.export.history')}</h2>
      <HistoryList locale={locale} entries={history} />
      <p className="hint">{t('account.export.made', { date: formatLongDate(exportedAt, locale, PLAN_ZONE) })}</p>
    </>
  );
}
