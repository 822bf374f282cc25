import { redirect } from 'next/navigation';
import { slotValue } from '@/components/appointment/time-picker';
import { visitTime } from '@/components/appointment/visit-time';
import { Submit } from '@/components/forms/submit';
import { SummaryList } from '@/components/ui/summary-list';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { formatTime } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { systemIds } from '@/lib/ids';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { confirmMove, keepOldTime } from '@/lib/scheduling/actions';
import { findCurrentVisit } from '@/lib/scheduling/queries-current';
import { StepPage } from '../../step-page';

export default async function MovePage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { visit } = await pageData(locale, findCurrentVisit);
  if (!visit) redirect(`/${locale}/appointments/manage`);
  const times = `/${locale}/appointments/times/${visit.roleId}?move=1`;
  if (visit.status !== 'booked') redirect(`/${locale}/appointments/booked`);
  if (!visit.hold) redirect(times);
  const title = t('appointments.move.title');
  return (
    <StepPage locale={locale} path="/appointments/move" title={title} step="appointment" stepDone back={times}>
      <h1>{title}</h1>
      <SummaryList
        rows={[
          { key: 'old', label: t('appointments.move.old'), value: visitTime(locale, visit) },
          { key: 'new', label: t('appointments.move.new'), value: visitTime(locale, visit.hold) },
        ]}
      />
      <p>{t('appointments.move.until', { until: formatTime(visit.hold.expiresAt, locale, PLAN_ZONE, true) })}</p>
      <form action={confirmMove}>
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="appointmentId" value={visit.id} />
        <input type="hidden" name="key" value={systemIds.uuid()} />
        <input type="hidden" name="role" value={visit.roleId} />
        <input type="hidden" name="slot" value={slotValue(visit.hold)} />
        <Submit>{t('appointments.move.yes')}</Submit>
      </form>
      <p className="go">
        <a href={times}>{t('appointments.move.other')}</a>
      </p>
      <form action={keepOldTime}>
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="appointmentId" value={visit.id} />
        <Submit quiet>{t('appointments.move.keep')}</Submit>
      </form>
    </StepPage>
  );
}
