import { ErrorSummary } from '@/components/forms/error-summary';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { Page } from '@/components/layout/page';
import { Notice } from '@/components/ui/notice';
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
      {isMailboxOn() ? (
        <Notice>
          <a href={`/${locale}/mailbox`}>{t('signIn.code.mailbox')}</a>
        </Notice>
      ) : null}
      <form action={redeemStaffCodeAction} id="form" noValidate>
        <input type="hidden" name="locale" value={locale} />
        <TextField
          name="code"
          label={t('signIn.code.label')}
          hint={t('signIn.code.hint')}
          error={problemOf(problems, 'code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          width={10}
        />
        <Submit>{t('signIn.code.go')}</Submit>
      </form>
      <p>
        <a href={back}>{t('signIn.code.another')}</a>
      </p>
    </Page>
  );
}
