import { CallBackForm, CallBackReceipt } from '@/components/appointment/call-back';
import { ErrorSummary } from '@/components/forms/error-summary';
import { instant, systemClock } from '@/lib/clock';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findCurrentVisit } from '@/lib/scheduling/queries-current';
import { StepPage } from '../../step-page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string; role?: string }> };

/** When no time fits: a person of the plan calls, by a time that is said. Shows the receipt to who asked already. */
export default async function CallBackPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { fix, role } = await searchParams;
  const { slice } = await pageData(locale, findCurrentVisit);
  const form = fix ? await findForm('appointment-call-back') : null;
  const problems = formProblems(form, t);
  const roleId = role ?? slice.roleId ?? '';
  const asked = slice.callBack && instant(slice.callBack.dueAt) > systemClock.now() ? slice.callBack : null;
  const title = t(asked ? 'appointments.callBack.doneTitle' : 'appointments.callBack.title');
  const back = roleId ? `/${locale}/appointments/times/${encodeURIComponent(roleId)}` : `/${locale}/appointments`;
  return (
    <StepPage
      locale={locale}
      path="/appointments/call-back"
      title={title}
      step="appointment"
      back={back}
      errored={problems.length > 0}
    >
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{title}</h1>
      {asked ? (
        <CallBackReceipt locale={locale} reference={asked.reference} dueAt={instant(asked.dueAt)} />
      ) : (
        <CallBackForm locale={locale} roleId={roleId} typed={form?.values} known={slice.details} problems={problems} />
      )}
    </StepPage>
  );
}
