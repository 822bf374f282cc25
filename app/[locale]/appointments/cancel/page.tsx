import { redirect } from 'next/navigation';
import { visitRows } from '@/components/appointment/visit-place';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Submit } from '@/components/forms/submit';
import { SummaryList } from '@/components/ui/summary-list';
import { getPractitionerRole } from '@/lib/directory/queries';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { cancelVisit } from '@/lib/scheduling/actions';
import { findCurrentVisit } from '@/lib/scheduling/queries-current';
import { StepPage } from '../../step-page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string }> };

/** One page, no reason: easy cancelling is what frees times for others. */
export default async function CancelPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { visit, actor } = await pageData(locale, findCurrentVisit);
  if (!visit) redirect(`/${locale}/appointments/manage`);
  if (visit.status !== 'booked') redirect(`/${locale}/appointments/booked`);
  const card = await pageData(locale, () => getPractitionerRole(actor, visit.roleId));
  const problems = formProblems((await searchParams).fix ? await findForm('appointment-cancel') : null, t);
  const title = t('appointments.cancel.title');
  const base = `/${locale}/appointments`;
  return (
    <StepPage
      locale={locale}
      path="/appointments/cancel"
      title={title}
      step="appointment"
      stepDone
      back={`${base}/booked`}
      errored={problems.length > 0}
    >
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{title}</h1>
      <SummaryList rows={visitRows(locale, visit, card)} />
      <p>{t('appointments.cancel.lead')}</p>
      <form action={cancelVisit} id="form">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="appointmentId" value={visit.id} />
        <Submit>{t('appointments.cancel.yes')}</Submit>
      </form>
      <p className="go">
        <a href={`${base}/booked`}>{t('appointments.cancel.no')}</a>
      </p>
      <p className="go">
        <a href={`${base}/times/${visit.roleId}?move=1`}>{t('appointments.cancel.move')}</a>
      </p>
    </StepPage>
  );
}
