import type { PractitionerRoleCard } from '@/lib/directory/model';
import { formatPhone } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/**
 * Sends name, phone and address by the person's own phone or mail program: nothing passes through the portal, and no
 * address of this site goes along.
 */
export function ShareLinks({ locale, card }: { locale: Locale; card: PractitionerRoleCard }) {
  const t = translator(locale);
  const place = [card.line1, card.line2, card.city, card.state, card.zip].filter(Boolean).join(', ');
  const text = [card.displayName, card.phone ? formatPhone(card.phone) : null, place].filter(Boolean).join('\n');
  const body = encodeURIComponent(text);
  return (
    <p className="row no-print">
      <a href={`sms:?&body=${body}`}>{t('directory.provider.text')}</a>
      <a href={`mailto:?subject=${encodeURIComponent(t('directory.provider.shareSubject'))}&body=${body}`}>
        {t('directory.provider.mail')}
      </a>
    </p>
  );
}
