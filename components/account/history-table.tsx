import { formatShortDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { type MessageKey, translator } from '@/lib/i18n/translator';
import type { HistoryEntry } from '@/lib/membership/model';
import { PLAN_ZONE } from '@/lib/organization/organization';

/** Who did what and when, newest first. Actions without words of their own are said in general, never left out. */
export function HistoryTable({ locale, entries }: { locale: Locale; entries: readonly HistoryEntry[] }) {
  const t = translator(locale);
  if (entries.length === 0) return <p>{t('account.history.none')}</p>;
  const what = (action: string) => {
    // A dot would mean another level in the catalogue.
    const key = `account.history.actions.${action.replace('.', '_')}` as MessageKey;
    return t.has(key) ? t(key) : t('account.history.other');
  };
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('account.history.when')}</th>
          <th scope="col">{t('account.history.who')}</th>
          <th scope="col">{t('account.history.what')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rendered once on the server, never reordered
          <tr key={index}>
            <td>
              {formatShortDate(entry.at, locale, PLAN_ZONE)}, {formatTime(entry.at, locale, PLAN_ZONE)}
            </td>
            <td>{t(`account.history.whos.${entry.who}`)}</td>
            <td>{what(entry.action)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
