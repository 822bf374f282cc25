import { ErrorSummary } from '@/components/forms/error-summary';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { Page } from '@/components/layout/page';
import { Notice } from '@/components/ui/notice';
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
  const problems = formProblems(fix ? await findForm('sign-in-code') : null, t);
  return (
    <Page
      locale={locale}
      path="/sign-in/code"
      title={t('signIn.code.title')}
      back={`/${locale}/sign-in?to=${destination}`}
      errored={problems.length > 0}
    >
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{t('signIn.code.title')}</h1>
      <p className="lead">{t('signIn.code.lead')}</p>
      {isMailboxOn() ? (
        <Notice>
          <a href={`/${locale}/mailbox`}>{t('signIn.code.mailbox')}</a>
        </Notice>
      ) : null}
      <form action={redeemCodeAction} id="form" noValidate>
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="to" value={destination} />
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
        <a href={`/${locale}/sign-in?to=${destination}`}>{t('signIn.code.another')}</a>
      </p>
    </Page>
  );
}
