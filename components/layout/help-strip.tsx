import { PhoneLink } from '@/components/ui/phone-link';
import { formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';

/** First landmark of every page (WCAG 3.2.6): who answers now. */
export function HelpStrip({ locale }: { locale: Locale }) {
  const t = translator(locale);
  const { phone } = helpLine('help');
  return (
    <aside className="help" aria-label={t('site.help.label')}>
      <div className="wrap">
        {/* Second Tab stop of the page: leaving must not need a walk to the bottom. */}
        <a className="skip" href={`/${locale}/leave`} rel="nofollow">
          {t('site.leave.link')}
        </a>
        <p>{t('site.help.ask')}</p>
        <PhoneLink phone={phone} label={t('site.help.line', { phone: formatPhone(phone) })} />
        <PhoneLink phone={helpLine('lifeline').phone} label={t('site.help.lifeline')} />
        <a href="sms:988">{t('site.help.text')}</a>
        <a href={`/${locale}/help-now`}>{t('site.help.more')}</a>
      </div>
    </aside>
  );
}
