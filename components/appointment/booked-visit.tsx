import { Braid } from '@/components/ui/braid';
import { ButtonLink } from '@/components/ui/button-link';
import { CareCard } from '@/components/ui/care-card';
import { Dialable } from '@/components/ui/dialable';
import { Facts } from '@/components/ui/facts';
import { Notice } from '@/components/ui/notice';
import { PhoneLink } from '@/components/ui/phone-link';
import { PrintButton } from '@/components/ui/print-button';
import { ReturnCode } from '@/components/ui/return-code';
import { SummaryList } from '@/components/ui/summary-list';
import type { PractitionerRoleCard } from '@/lib/directory/model';
import { formatPhone, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { helpLine, PLAN_ZONE } from '@/lib/organization/organization';
import type { AppointmentView } from '@/lib/scheduling/model';
import { visitRows } from './visit-place';
import { visitTime } from './visit-time';

interface Props {
  readonly locale: Locale;
  readonly visit: AppointmentView;
  readonly card: PractitionerRoleCard;
  readonly past: boolean;
}

/** When and where, the code, what to bring, and every way to change one's mind. */
export function BookedVisit({ locale, visit, card, past }: Props) {
  const t = translator(locale);
  const base = `/${locale}/appointments`;
  return (
    <>
      <Braid looseUntil={0} />
      <h1>{t(past ? 'appointments.booked.changedTitle' : 'appointments.booked.title')}</h1>
      {past ? <After locale={locale} visit={visit} /> : null}
      {visit.confirmed && !past ? <p>{t('appointments.booked.confirmed')}</p> : null}
      {visit.needsReschedule ? (
        <Notice>
          <p>{t('appointments.booked.reschedule')}</p>
        </Notice>
      ) : null}
      {visit.hold && !past ? (
        <Notice heading={t('appointments.booked.offer')}>
          <p>
            {t('appointments.booked.offerText', {
              when: visitTime(locale, visit.hold),
              until: formatTime(visit.hold.expiresAt, locale, PLAN_ZONE, true),
            })}
          </p>
          <ButtonLink href={`${base}/move`}>{t('appointments.booked.offerLook')}</ButtonLink>
        </Notice>
      ) : null}
      <SummaryList rows={visitRows(locale, visit, card)} />
      {visit.code ? (
        <>
          <h2>{t('appointments.booked.code')}</h2>
          <ReturnCode locale={locale} code={visit.code} />
          <p>{t('appointments.booked.codeText')}</p>
        </>
      ) : null}
      {past ? null : <Coming locale={locale} visit={visit} card={card} />}
    </>
  );
}

/** After the time: thanks, or a kind way to another one. Nobody is asked why. */
function After({ locale, visit }: Pick<Props, 'locale' | 'visit'>) {
  const t = translator(locale);
  if (visit.status === 'arrived' || visit.status === 'fulfilled') {
    return (
      <Notice tone="done" heading={t('appointments.booked.attended')}>
        <p>{t('appointments.booked.attendedText')}</p>
        <p className="go">
          <a href={`/${locale}/providers`}>{t('appointments.booked.attendedOther')}</a>
        </p>
      </Notice>
    );
  }
  const missed = visit.status === 'noshow';
  return (
    <Notice heading={t(missed ? 'appointments.booked.missed' : 'appointments.booked.past')}>
      <p>{t(missed ? 'appointments.booked.missedText' : 'appointments.booked.pastText')}</p>
      <ButtonLink href={`/${locale}/appointments/times/${visit.roleId}`}>{t('appointments.booked.pastBook')}</ButtonLink>
      <p className="go">
        <a href={`/${locale}/appointments/call-back?role=${visit.roleId}`}>{t('appointments.callBack.link')}</a>
      </p>
    </Notice>
  );
}

function Coming({ locale, visit, card }: Omit<Props, 'past'>) {
  const t = translator(locale);
  const base = `/${locale}/appointments`;
  const list = (['id', 'card', 'medicine', 'page'] as const).map((item) => t(`appointments.booked.bringList.${item}`));
  const next = (['remind', 'talk', 'plan'] as const).map((item) => t(`appointments.booked.nextList.${item}`));
  return (
    <>
      <div className="row no-print">
        <ButtonLink href={`${base}/calendar`}>{t('appointments.booked.calendar')}</ButtonLink>
        <PrintButton locale={locale} />
      </div>
      <p className="hint no-print">{t('appointments.booked.calendarHint')}</p>
      {visit.mode === 'inPerson' ? (
        <>
          <h2>{t('appointments.booked.bring')}</h2>
          <Facts items={list} />
          <p>{t('appointments.booked.bringNone')}</p>
        </>
      ) : (
        <p>
          <Dialable
            text={
              card.phone
                ? t('appointments.booked.video', { phone: formatPhone(card.phone) })
                : t('appointments.booked.videoNoPhone')
            }
          />
        </p>
      )}
      {card.phone && visit.mode === 'inPerson' ? (
        <p>
          {t('appointments.booked.directions')}: <PhoneLink phone={card.phone} />
        </p>
      ) : null}
      <h2>{t('appointments.booked.next')}</h2>
      <Facts items={next} />
      <CareCard locale={locale} kind="urgent" heading={t('appointments.booked.worse')}>
        <p>
          <Dialable text={t('appointments.booked.worseText', { phone: formatPhone(helpLine('crisis').phone) })} />
        </p>
      </CareCard>
      <div className="no-print">
        <h2>{t('appointments.booked.change')}</h2>
        <ul className="facts go">
          <li>
            <a href={`${base}/times/${visit.roleId}?move=1`}>{t('appointments.booked.move')}</a>
          </li>
          <li>
            <a href={`${base}/cancel`}>{t('appointments.booked.cancel')}</a>
          </li>
        </ul>
        <p className="go">
          <a href={`/${locale}/providers`}>{t('appointments.booked.provider')}</a>
        </p>
      </div>
    </>
  );
}
