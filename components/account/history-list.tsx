import { formatShortDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { type MessageKey, translator } from '@/lib/i18n/translator';
import type { HistoryEntry } from '@/lib/membership/model';
import { PLAN_ZONE } from '@/lib/organization/organization';

/** What was done, when and by whom, newest first: a line each, because a table does not fit a small phone. Actions without words of their own are said in general, never left out. */
export function HistoryList({ locale, entries }: { locale: Locale; entries: readonly HistoryEntry[] }) {
  const t = translator(locale);
  if (entries.length === 0) return <p>{t('account.history.none')}</p>;
  const what = (action: string) => {
    // A dot would mean another level in the catalogue.
    const key = `account.history.actions.${action.replace('.', '_')}` as MessageKey;
    return t.has(key) ? t(key) : t('account.history.other');
  };
  return (
    <ul className="facts">
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rendered once on the server, never reordered
        <li key={index}>
          <b>{what(entry.action)}</b>
          <span className="line">
            {formatShortDate(entry.at, locale, PLAN_ZONE)}, {formatTime(entry.at, locale, PLAN_ZONE)} –{' '}
            {t(`account.history.whos.${entry.who}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
