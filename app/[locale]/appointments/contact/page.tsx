import { redirect } from 'next/navigation';
import { ContactFields } from '@/components/appointment/contact-fields';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Submit } from '@/components/forms/submit';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { saveContact } from '@/lib/scheduling/actions';
import { findCurrentVisit } from '@/lib/scheduling/queries-current';
import { StepPage } from '../../step-page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string; change?: string }> };

export default async function ContactPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { fix, change } = await searchParams;
  const { visit, slice } = await pageData(locale, findCurrentVisit);
  if (visit?.status !== 'pending') redirect(`/${locale}/appointments`);
  const form = fix ? await findForm('appointment-contact') : null;
  const problems = formProblems(form, t);
  return (
    <StepPage
      locale={locale}
      path="/appointments/contact"
      title={t('appointments.contact.title')}
      step="appointment"
      back={`/${locale}/appointments/${change ? 'check' : 'details'}`}
      errored={problems.length > 0}
    >
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{t('appointments.contact.title')}</h1>
      <p className="lead">{t('appointments.contact.lead')}</p>
      <form action={saveContact} noValidate id="form" data-keep>
        <input type="hidden" name="locale" value={locale} />
        <ContactFields locale={locale} typed={form?.values} known={slice.details} problems={problems} />
        <Submit>{t('appointments.contact.continue')}</Submit>
      </form>
    </StepPage>
  );
}
