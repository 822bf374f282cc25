import { AskCodeForm } from '@/components/account/ask-code-form';
import { PasskeySignIn } from '@/components/account/passkey-sign-in';
import { ErrorSummary } from '@/components/forms/error-summary';
import { RadioList } from '@/components/forms/radio-list';
import { TextField } from '@/components/forms/text-field';
import { Page } from '@/components/layout/page';
import { Details } from '@/components/ui/details';
import { Notice } from '@/components/ui/notice';
import { askForCodeAction } from '@/lib/auth/actions';
import { passkeySignInAction } from '@/lib/auth/actions-passkey';
import { destinationOf } from '@/lib/auth/destinations';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems, problemOf } from '@/lib/http/form-problems';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string; to?: string; again?: string }> };

export default async function SignInPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { fix, to, again } = await searchParams;
  const kept = fix ? await findForm('sign-in') : null;
  const problems = formProblems(kept, t);
  const typed = (name: string) => String(kept?.values[name] ?? '');
  return (
    <Page locale={locale} path="/sign-in" title={t('signIn.ask.title')} back={`/${locale}`} errored={problems.length > 0}>
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{t('signIn.ask.title')}</h1>
      {again ? <Notice>{t('signIn.ask.again')}</Notice> : <p className="lead">{t('signIn.ask.lead')}</p>}
      <AskCodeForm locale={locale} action={askForCodeAction} go={t('signIn.ask.go')} to={destinationOf(to)}>
        <TextField
          name="address"
          label={t('signIn.ask.address')}
          hint={t('signIn.ask.addressHint')}
          error={problemOf(problems, 'address')}
          value={typed('address')}
          autoComplete="username"
          width={20}
        />
        <RadioList
          name="computer"
          legend={t('signIn.ask.computer')}
          hint={t('signIn.ask.computerHint')}
          error={problemOf(problems, 'computer')}
          value={typed('computer')}
          options={(['own', 'shared'] as const).map((value) => ({ value, label: t(`signIn.ask.${value}`) }))}
        />
      </AskCodeForm>
      <PasskeySignIn locale={locale} action={passkeySignInAction} to={destinationOf(to)} />
      <Details summary={t('signIn.ask.newSummary')}>
        <p>{t('signIn.ask.newText')}</p>
      </Details>
      <p className="go">
        <a href={`/${locale}/sign-in/recovery`}>{t('signIn.ask.recovery')}</a>
      </p>
    </Page>
  );
}
