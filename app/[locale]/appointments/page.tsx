import { visitTime } from '@/components/appointment/visit-time';
import { ButtonLink } from '@/components/ui/button-link';
import { Notice } from '@/components/ui/notice';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findCurrentVisit } from '@/lib/scheduling/queries-current';
import { StepPage } from '../step-page';

/** Step 3 begins or goes on here: with the booked visit, the held time, the chosen provider, or the way to one. */
export default async function AppointmentsPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { visit, slice } = await pageData(locale, findCurrentVisit);
  const base = `/${locale}/appointments`;
  const booked = visit?.status === 'booked' ? visit : null;
  const held = booked ? null : (visit?.hold ?? null);
  const roleId = booked || held ? undefined : slice.roleId;
  return (
    <StepPage
      locale={locale}
      path="/appointments"
      title={t('appointments.index.title')}
      step="appointment"
      stepDone={booked !== null}
      back={`/${locale}`}
    >
      <h1>{t('appointments.index.title')}</h1>
      {booked ? (
        <>
          <Notice tone="done" heading={t('appointments.index.booked')}>
            <p>{visitTime(locale, booked)}</p>
          </Notice>
          <ButtonLink href={`${base}/booked`}>{t('appointments.index.see')}</ButtonLink>
        </>
      ) : null}
      {held ? (
        <>
          <Notice heading={t('appointments.index.holding')}>
            <p>{visitTime(locale, held)}</p>
          </Notice>
          <ButtonLink href={`${base}/${slice.details ? 'check' : 'details'}`}>{t('appointments.index.goOn')}</ButtonLink>
        </>
      ) : null}
      {roleId ? <ButtonLink href={`${base}/times/${roleId}`}>{t('appointments.index.times')}</ButtonLink> : null}
      {booked || held || roleId ? null : (
        <>
          <p className="lead">{t('appointments.index.none')}</p>
          <ButtonLink href={`/${locale}/needs`}>{t('appointments.index.choose')}</ButtonLink>
        </>
      )}
      <p className="go">
        <a href={`${base}/manage`}>{t('appointments.index.code')}</a>
      </p>
    </StepPage>
  );
}
