import { firstZone, visitClock } from '@/components/appointment/visit-time';
import { DeliveryList } from '@/components/ui/delivery-list';
import { formatShortDate } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import type { DeliveryView } from '@/lib/notifications/model';
import type { AppointmentView } from '@/lib/scheduling/model';
import { ButtonForm } from './button-form';

/** Visits of an account, newest first; those that are booked can be opened and changed. */
export function VisitTable({
  locale,
  visits,
  open,
  withhold,
}: {
  locale: Locale;
  visits: readonly (AppointmentView & { readonly who: string; readonly messages: readonly DeliveryView[] })[];
  open: (form: FormData) => Promise<void>;
  /** Null for those who act for the person. */
  withhold: ((form: FormData) => Promise<void>) | null;
}) {
  const t = translator(locale);
  if (visits.length === 0) return <p>{t('account.home.noVisit')}</p>;
  return (
    <ul className="provs">
      {visits.map((visit) => (
        <li className="prov" key={visit.id}>
          <p>
            <strong>
              {formatShortDate(visit.start, locale, firstZone(visit))}, {visitClock(locale, visit)}
            </strong>
            <span className="line">
              {visit.who} – {t(`account.visits.statuses.${visit.status}`)}
            </span>
          </p>
          {visit.status === 'booked' ? (
            <ButtonForm locale={locale} action={open} fields={{ id: visit.id }}>
              {t('account.home.seeVisit')}
            </ButtonForm>
          ) : null}
          <DeliveryList locale={locale} messages={visit.messages} />
          {withhold && visit.withheld !== null ? (
            <>
              <p className="hint">{t(visit.withheld ? 'account.visits.withheld' : 'account.visits.mayWithhold')}</p>
              <ButtonForm locale={locale} action={withhold} fields={{ id: visit.id, withheld: visit.withheld ? 'no' : 'yes' }}>
                {t(visit.withheld ? 'account.visits.show' : 'account.visits.withhold')}
              </ButtonForm>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
