import { Notice } from '@/components/ui/notice';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { visitTime } from './visit-time';

export interface TimesNoticeProps {
  readonly locale: Locale;
  readonly code: string | undefined;
  /** The person's own visit that is in the way, and whether this browser's progress is about it. */
  readonly own: (Parameters<typeof visitTime>[1] & { readonly roleId: string; readonly here: boolean }) | null;
}

/** Why the chosen time could not be kept, in place of a bare error. Nothing for failures without a story of their own. */
export function TimesNotice({ locale, code, own }: TimesNoticeProps) {
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
        <p>
          {own ? t('appointments.times.conflictWhen', { when: visitTime(locale, own) }) : t('appointments.times.conflictText')}
        </p>
        <p>
          {own?.here ? (
            <a href={`/${locale}/appointments/times/${own.roleId}?move=1`}>{t('appointments.times.moveVisit')}</a>
          ) : (
            <a href={`/${locale}/appointments${own ? '/manage' : ''}`}>{t('appointments.times.seeVisit')}</a>
          )}
        </p>
      </Notice>
    );
  }
  return null;
}
