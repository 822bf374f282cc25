import { redirect } from 'next/navigation';
import { visitTime } from '@/components/appointment/visit-time';
import { ButtonLink } from '@/components/ui/button-link';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findCurrentVisit } from '@/lib/scheduling/queries-current';
import { StepPage } from '../../step-page';

export default async function CancelledPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { visit } = await pageData(locale, findCurrentVisit);
  if (visit?.status !== 'cancelled') redirect(`/${locale}/appointments`);
  const title = t('appointments.cancel.doneTitle');
  return (
    <StepPage locale={locale} path="/appointments/cancelled" title={title} step="appointment">
      <h1>{title}</h1>
      <p className="lead">{visitTime(locale, visit)}</p>
      <p>{t('appointments.cancel.done')}</p>
      <ButtonLink href={`/${locale}/appointments/times/${visit.roleId}`}>{t('appointments.cancel.again')}</ButtonLink>
      <p className="go">
        <a href={`/${locale}/appointments/calendar`}>{t('appointments.cancel.calendar')}</a>
      </p>
    </StepPage>
  );
}
