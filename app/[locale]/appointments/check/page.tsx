import { redirect } from 'next/navigation';
import { detailRows } from '@/components/appointment/detail-rows';
import { Holding } from '@/components/appointment/holding';
import { slotValue } from '@/components/appointment/time-picker';
import { visitRows } from '@/components/appointment/visit-place';
import { Submit } from '@/components/forms/submit';
import { SummaryList } from '@/components/ui/summary-list';
import { getPractitionerRole } from '@/lib/directory/queries';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { systemIds } from '@/lib/ids';
import { bookVisit } from '@/lib/scheduling/actions';
import { VisitDetailsSchema } from '@/lib/scheduling/model';
import { findCurrentVisit } from '@/lib/scheduling/queries-current';
import { StepPage } from '../../step-page';

export default async function CheckPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const current = await pageData(locale, findCurrentVisit);
  const { visit, slice, actor } = current;
  if (visit?.status !== 'pending') redirect(`/${locale}/appointments`);
  const details = VisitDetailsSchema.safeParse(slice.details);
  if (!details.success) redirect(`/${locale}/appointments/${slice.details?.birthDate ? 'contact' : 'details'}`);
  const card = await pageData(locale, () => getPractitionerRole(actor, visit.roleId));
  const change = { when: `/${locale}/appointments/times/${visit.roleId}`, with: `/${locale}/providers` };
  return (
    <StepPage
      locale={locale}
      path="/appointments/check"
      title={t('appointments.check.title')}
      step="appointment"
      back={`/${locale}/appointments/contact`}
      demo={card.demonstration}
    >
      <h1>{t('appointments.check.title')}</h1>
      {visit.hold ? <Holding locale={locale} hold={visit.hold} /> : <p className="lead">{t('appointments.check.lapsed')}</p>}
      <SummaryList rows={[...visitRows(locale, visit, card, change), ...detailRows(locale, details.data)]} />
      <form action={bookVisit}>
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="appointmentId" value={visit.id} />
        {/* Which time this was, so that the times page can offer three near it when somebody else has it by now. */}
        <input type="hidden" name="role" value={visit.roleId} />
        <input type="hidden" name="slot" value={slotValue(visit)} />
        {/* One key for each showing of this page: a double click is one booking. */}
        <input type="hidden" name="key" value={systemIds.uuid()} />
        <p className="hint">{t('appointments.check.cost')}</p>
        <Submit>{t('appointments.check.book')}</Submit>
      </form>
    </StepPage>
  );
}
