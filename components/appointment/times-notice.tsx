import { Notice } from '@/components/ui/notice';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Why the chosen time could not be kept, in place of a bare error. Nothing for failures without a story of their own. */
export function TimesNotice({ locale, code }: { locale: Locale; code: string | undefined }) {
  const t = translator(locale);
  if (code === 'SLOT_TAKEN' || code === 'HOLD_EXPIRED') {
    return (
      <Notice heading={t(code === 'SLOT_TAKEN' ? 'appointments.times.taken' : 'appointments.times.expired')}>
        <p>{t('appointments.times.takenText')}</p>
      </Notice>
    );
  }
  if (code === 'MEMBER_CONFLICT') {
    return (
      <Notice heading={t('appointments.times.conflict')}>
        <p>{t('appointments.times.conflictText')}</p>
        <p>
          <a href={`/${locale}/appointments`}>{t('appointments.times.seeVisit')}</a>
        </p>
      </Notice>
    );
  }
  return null;
}
