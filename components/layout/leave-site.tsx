import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/**
 * Always in reach at the lower edge. A quiet link, not a red alarm: an alarm tells people the site is not for them.
 * The data attributes are the words that the script says while Shift is pressed or the connection is lost.
 */
export function LeaveSite({ locale }: { locale: Locale }) {
  const t = translator(locale);
  return (
    <nav className="exit" aria-label={t('site.leave.label')}>
      <div className="wrap">
        <a
          href={`/${locale}/leave`}
          rel="nofollow"
          data-leave
          data-press2={t('site.leave.press2')}
          data-press1={t('site.leave.press1')}
          data-loading={t('site.leave.loading')}
          data-stopped={t('site.leave.stopped')}
          data-offline={t('site.offline.waits')}
          data-online={t('site.offline.again')}
        >
          {t('site.leave.link')}
        </a>
      </div>
    </nav>
  );
}
