import { formatShortDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { AppointmentView } from '@/lib/scheduling/model';
import { ButtonForm } from './button-form';

/** Visits of an account, newest first; those that are booked can be opened and changed. */
export function VisitTable({
  locale,
  visits,
  open,
}: {
  locale: Locale;
  visits: readonly (AppointmentView & { readonly who: string })[];
  open: (form: FormData) => Promise<void>;
}) {
  const t = translator(locale);
  if (visits.length === 0) return <p>{t('account.home.noVisit')}</p>;
  return (
    <ul className="facts">
      {visits.map((visit) => (
        <li key={visit.id}>
          <strong>
            {formatShortDate(visit.start, locale, visit.zone)}, {formatTime(visit.start, locale, visit.zone, true)}
          </strong>{' '}
          {visit.who} – {t(`account.visits.statuses.${visit.status}`)}
          {visit.status === 'booked' ? (
            <ButtonForm locale={locale} action={open} fields={{ id: visit.id }}>
              {t('account.home.seeVisit')}
            </ButtonForm>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
