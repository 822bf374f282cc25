import { CodeFields } from '@/components/appointment/code-fields';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Submit } from '@/components/forms/submit';
import { Dialable } from '@/components/ui/dialable';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageLocale } from '@/lib/http/page-params';
import { formatPhone } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { helpLine } from '@/lib/organization/organization';
import { openByCode } from '@/lib/scheduling/actions';
import { StepPage } from '../../step-page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string }> };

export default async function ManagePage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const form = (await searchParams).fix ? await findForm('appointment-code') : null;
  const problems = formProblems(form, t);
  const title = t('appointments.manage.title');
  return (
    <StepPage
      locale={locale}
      path="/appointments/manage"
      title={title}
      back={`/${locale}/appointments`}
      errored={problems.length > 0}
    >
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{title}</h1>
      <p className="lead">{t('appointments.manage.lead')}</p>
      <form action={openByCode} noValidate id="form">
        <input type="hidden" name="locale" value={locale} />
        <CodeFields locale={locale} kept={form} problems={problems} />
        <Submit>{t('appointments.manage.open')}</Submit>
      </form>
      <hr className="rule" />
      <h2>{t('appointments.manage.lost')}</h2>
      <p>
        <Dialable text={t('appointments.manage.lostText', { phone: formatPhone(helpLine('help').phone) })} />
      </p>
    </StepPage>
  );
}
