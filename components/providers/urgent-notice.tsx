import { Dialable } from '@/components/ui/dialable';
import { Notice } from '@/components/ui/notice';
import { formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';

/** Said above the list when answers cannot wait: a line that answers now, and a call from a person. */
export function UrgentNotice({ locale }: { locale: Locale }) {
  const t = translator(locale);
  return (
    <Notice>
      <p>
        <Dialable text={t('directory.matches.urgent', { phone: formatPhone(helpLine('help').phone) })} />
      </p>
      <p className="go">
        <a href={`/${locale}/needs/reach`}>{t('needs.reach.ask')}</a>
      </p>
    </Notice>
  );
}
