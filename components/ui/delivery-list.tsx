import { formatShortDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { DeliveryView } from '@/lib/notifications/model';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { Details } from './details';

/** What became of each message about a visit: which one, how, and whether it went out. Nothing when there is none. */
export function DeliveryList({ locale, messages }: { locale: Locale; messages: readonly DeliveryView[] }) {
  const t = translator(locale);
  if (messages.length === 0) return null;
  const failed = messages.filter(({ state }) => state === 'failed').length;
  const count = messages.length;
  return (
    <Details
      summary={
        failed > 0 ? t('notifications.delivery.someFailed', { count, failed }) : t('notifications.delivery.title', { count })
      }
    >
      <ul>
        {messages.map(({ template, channel, state, at }) => {
          const when = `${formatShortDate(at, locale, PLAN_ZONE)}, ${formatTime(at, locale, PLAN_ZONE)}`;
          return (
            <li key={`${template}-${state}-${at.getTime()}`}>
              {t(`notifications.delivery.what.${template}`)}, {t(`notifications.delivery.by.${channel}`)}:{' '}
              {t(`notifications.delivery.states.${state}`, { when })}
            </li>
          );
        })}
      </ul>
    </Details>
  );
}
