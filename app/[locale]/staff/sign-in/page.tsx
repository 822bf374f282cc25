import { AskCodeForm } from '@/components/account/ask-code-form';
import { ErrorSummary } from '@/components/forms/error-summary';
import { TextField } from '@/components/forms/text-field';
import { Page } from '@/components/layout/page';
import { Details } from '@/components/ui/details';
import { askForStaffCodeAction } from '@/lib/auth/actions-staff';
import { DEMONSTRATION_STAFF } from '@/lib/auth/demonstration-staff';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems, problemOf } from '@/lib/http/form-problems';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { isMailboxOn } from '@/lib/notifications/transports';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string }> };

export default async function StaffSignInPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const kept = (await searchParams).fix ? await findForm('staff-sign-in') : null;
  const problems = formProblems(kept, t);
  return (
    <Page locale={locale} path="/staff/sign-in" title={t('staff.signIn.title')} errored={problems.length > 0}>
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{t('staff.signIn.title')}</h1>
      <p className="lead">{t('staff.signIn.lead')}</p>
      <AskCodeForm locale={locale} action={askForStaffCodeAction} go={t('staff.signIn.go')}>
        <TextField
          name="email"
          label={t('staff.signIn.email')}
          hint={t('staff.signIn.emailHint')}
          error={problemOf(problems, 'email')}
          value={String(kept?.values.email ?? '')}
          type="email"
          autoComplete="username"
          width={20}
        />
      </AskCodeForm>
      {isMailboxOn() ? (
        <Details summary={t('staff.signIn.demo')}>
          <ul>
            {DEMONSTRATION_STAFF.map(({ role, email }) => (
              <li key={role}>
                {email} – {t(`staff.roles.${role}`)}
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
      <p className="go">
        <a href={`/${locale}/sign-in`}>{t('staff.signIn.member')}</a>
      </p>
    </Page>
  );
}
