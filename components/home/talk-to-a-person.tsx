import { PhoneLink } from '@/components/ui/phone-link';
import { formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';

/** The same three steps by phone, for those who do not want a form. */
export function TalkToAPerson({ locale }: { locale: Locale }) {
  const t = translator(locale);
  const { phone } = helpLine('help');
  return (
    <section className="band">
      <h2>{t('home.person.heading')}</h2>
      <p>{t('home.person.text')}</p>
      <p className="big">
        <PhoneLink phone={phone} label={t('site.help.line', { phone: formatPhone(phone) })} />
      </p>
      <p>{t('home.person.crisis')}</p>
    </section>
  );
}
