import { ErrorSummary } from '@/components/forms/error-summary';
import { RadioList } from '@/components/forms/radio-list';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { Page } from '@/components/layout/page';
import { recoverAction } from '@/lib/auth/actions';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems, problemOf } from '@/lib/http/form-problems';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string }> };

export default async function RecoveryPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const kept = (await searchParams).fix ? await findForm('recovery') : null;
  const problems = formProblems(kept, t);
  const back = `/${locale}/sign-in`;
  return (
    <Page locale={locale} path="/sign-in/recovery" title={t('signIn.recovery.title')} back={back} errored={problems.length > 0}>
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{t('signIn.recovery.title')}</h1>
      <p className="lead">{t('signIn.recovery.lead')}</p>
      <form action={recoverAction} id="form" noValidate>
        <input type="hidden" name="locale" value={locale} />
        <TextField
          name="code"
          label={t('signIn.recovery.label')}
          hint={t('signIn.recovery.hint')}
          error={problemOf(problems, 'code')}
          autoComplete="off"
          width={20}
        />
        <RadioList
          name="computer"
          legend={t('signIn.ask.computer')}
          hint={t('signIn.ask.computerHint')}
          error={problemOf(problems, 'computer')}
          value={String(kept?.values.computer ?? '')}
          options={(['own', 'shared'] as const).map((value) => ({ value, label: t(`signIn.ask.${value}`) }))}
        />
        <Submit>{t('signIn.recovery.go')}</Submit>
      </form>
    </Page>
  );
}
