import { SignInCodeForm } from '@/components/account/sign-in-code-form';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Page } from '@/components/layout/page';
import { redeemStaffCodeAction } from '@/lib/auth/actions-staff';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems, problemOf } from '@/lib/http/form-problems';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { isMailboxOn } from '@/lib/notifications/transports';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string }> };

/** Says the same whatever was typed before: who works for us is nobody's business. */
export default async function StaffCodePage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const problems = formProblems((await searchParams).fix ? await findForm('staff-code') : null, t);
  const back = `/${locale}/staff/sign-in`;
  return (
    <Page locale={locale} path="/staff/sign-in/code" title={t('staff.code.title')} back={back} errored={problems.length > 0}>
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{t('staff.code.title')}</h1>
      <p className="lead">{t('staff.code.lead')}</p>
      <SignInCodeForm
        locale={locale}
        action={redeemStaffCodeAction}
        error={problemOf(problems, 'code')}
        again={back}
        mailbox={isMailboxOn()}
      />
    </Page>
  );
}
