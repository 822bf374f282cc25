import { redirect } from 'next/navigation';
import { BookedVisit } from '@/components/appointment/booked-visit';
import { systemClock } from '@/lib/clock';
import { getPractitionerRole } from '@/lib/directory/queries';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findCurrentVisit } from '@/lib/scheduling/queries-current';
import { StepPage } from '../../step-page';

/** The visit, and all that a person may want to do with it. Also where a code leads. */
export default async function BookedPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { visit, actor } = await pageData(locale, findCurrentVisit);
  if (!visit) redirect(`/${locale}/appointments/manage`);
  if (visit.status === 'cancelled') redirect(`/${locale}/appointments/cancelled`);
  if (visit.status === 'pending') redirect(`/${locale}/appointments`);
  const card = await pageData(locale, () => getPractitionerRole(actor, visit.roleId));
  const title = t('appointments.booked.title');
  return (
    <StepPage locale={locale} path="/appointments/booked" title={title} step="appointment" stepDone demo={card.demonstration}>
      <BookedVisit locale={locale} visit={visit} card={card} past={visit.status !== 'booked' || visit.end <= systemClock.now()} />
    </StepPage>
  );
}
