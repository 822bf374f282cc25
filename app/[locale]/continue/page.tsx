import { ErrorSummary } from '@/components/forms/error-summary';
import { PostForm } from '@/components/forms/post-form';
import { TextField } from '@/components/forms/text-field';
import { Page } from '@/components/layout/page';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems, problemOf } from '@/lib/http/form-problems';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { continueWithCode } from '@/lib/journey/actions';
import { JOURNEY_STEPS } from '@/lib/journey/steps';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string }> };

export default async function ContinuePage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const problems = formProblems((await searchParams).fix ? await findForm('continue') : null, t);
  return (
    <Page locale={locale} path="/continue" title={t('saved.continue.title')} back={`/${locale}`} errored={problems.length > 0}>
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{t('saved.continue.title')}</h1>
      <p className="lead">{t('saved.continue.lead')}</p>
      <PostForm action={continueWithCode} id="form" fields={{ locale }} go={t('saved.continue.go')}>
        <TextField
          name="code"
          label={t('saved.continue.label')}
          hint={t('saved.continue.hint')}
          error={problemOf(problems, 'code')}
          autoComplete="one-time-code"
          width={10}
        />
      </PostForm>
      <p className="hint">{t('saved.continue.moved')}</p>
      <hr className="rule" />
      <h2>{t('saved.continue.lost')}</h2>
      <p>{t('saved.continue.lostText')}</p>
      <p className="go">
        <a href={`/${locale}${JOURNEY_STEPS[0].start}`}>{t('saved.continue.start')}</a>
      </p>
    </Page>
  );
}
