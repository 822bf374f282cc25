import { SignInCodeForm } from '@/components/account/sign-in-code-form';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Page } from '@/components/layout/page';
import { redeemCodeAction } from '@/lib/auth/actions';
import { destinationOf } from '@/lib/auth/destinations';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems, problemOf } from '@/lib/http/form-problems';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { isMailboxOn } from '@/lib/notifications/transports';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string; to?: string }> };

/** Says the same whatever was typed before: whether an address has an account is nobody's business. */
export default async function SignInCodePage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { fix, to } = await searchParams;
  const destination = destinationOf(to);
  const back = `/${locale}/sign-in?to=${destination}`;
  const problems = formProblems(fix ? await findForm('sign-in-code') : null, t);
  return (
    <Page locale={locale} path="/sign-in/code" title={t('signIn.code.title')} back={back} errored={problems.length > 0}>
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{t('signIn.code.title')}</h1>
      <p className="lead">{t('signIn.code.lead')}</p>
      <SignInCodeForm
        locale={locale}
        action={redeemCodeAction}
        error={problemOf(problems, 'code')}
        again={back}
        mailbox={isMailboxOn()}
        to={destination}
      />
    </Page>
  );
}
