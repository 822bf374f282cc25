import { redirect } from 'next/navigation';
import { Holding } from '@/components/appointment/holding';
import { PersonFields } from '@/components/appointment/person-fields';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Submit } from '@/components/forms/submit';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findNeeds } from '@/lib/needs/queries';
import { savePerson } from '@/lib/scheduling/actions';
import { findCurrentVisit } from '@/lib/scheduling/queries-current';
import { interpreterFor } from '@/lib/scheduling/rules/interpreter';
import { StepPage } from '../../step-page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string; change?: string }> };

export default async function DetailsPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { fix, change } = await searchParams;
  const { visit, slice } = await pageData(locale, findCurrentVisit);
  if (visit?.status !== 'pending') redirect(`/${locale}/appointments`);
  const form = fix ? await findForm('appointment-person') : null;
  const problems = formProblems(form, t);
  const known = { interpreter: interpreterFor((await pageData(locale, findNeeds))?.who?.language), ...slice.details };
  const back = change ? `/${locale}/appointments/check` : `/${locale}/appointments/times/${visit.roleId}`;
  return (
    <StepPage
      locale={locale}
      path="/appointments/details"
      title={t('appointments.details.title')}
      step="appointment"
      back={back}
      errored={problems.length > 0}
    >
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{t('appointments.details.title')}</h1>
      <Holding locale={locale} hold={visit.hold} />
      <p>{t('appointments.details.lead')}</p>
      <form action={savePerson} noValidate id="form" data-keep>
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="next" value={change ? 'check' : 'contact'} />
        <PersonFields locale={locale} typed={form?.values} known={known} problems={problems} />
        <Submit>{t('appointments.details.continue')}</Submit>
      </form>
    </StepPage>
  );
}
