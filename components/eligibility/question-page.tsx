import type { ReactNode } from 'react';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Submit } from '@/components/forms/submit';
import { Page } from '@/components/layout/page';
import { Details } from '@/components/ui/details';
import { answerQuestion } from '@/lib/eligibility/actions';
import type { EligibilityAnswers } from '@/lib/eligibility/answers';
import { say } from '@/lib/eligibility/questions/field';
import { type Asked, askingOf, backPath, pathOf } from '@/lib/eligibility/questions/table';
import { headingOf, hintOf } from '@/lib/eligibility/questions/titles';
import type { FormState } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import type { Locale } from '@/lib/i18n/locale';
import { type MessageKey, translator } from '@/lib/i18n/translator';
import { QuestionFields } from './question-fields';

export interface QuestionPageProps {
  readonly locale: Locale;
  readonly answers: EligibilityAnswers;
  readonly asked: Asked;
  /** The refused form, when the page is shown again. */
  readonly form: FormState | null;
  readonly fromCheck: boolean;
  /** Stands above the question on the start page, with its own h1. */
  readonly intro?: ReactNode;
  readonly introTitle?: string;
  /** For whom somebody acts. */
  readonly acting: ReactNode;
}

/** One question on its page: the answer given before, what was wrong with it, and why we ask. */
export function QuestionPage(props: QuestionPageProps) {
  const { locale, answers, asked, form, fromCheck, intro, introTitle, acting } = props;
  const t = translator(locale);
  const asking = askingOf(answers, asked);
  const fields = asked.question.fields(asking);
  const values = form ? form.values : asked.question.toValues(asking);
  const problems = formProblems(form, t);
  const errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]));
  const heading = say(t, headingOf(asking, asked.question));
  const hint = hintOf(asked.question);
  const alone = fields.length === 1 && !intro;
  const back = fromCheck ? '/eligibility/check' : (backPath(answers, asked.slug) ?? '');
  return (
    <Page
      locale={locale}
      path={pathOf(asked)}
      title={introTitle ?? heading}
      step="eligibility"
      back={`/${locale}${back}`}
      errored={form !== null}
      acting={acting}
    >
      <ErrorSummary locale={locale} errors={problems} />
      {intro}
      <form action={answerQuestion} id="form">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="question" value={asked.slug} />
        {fromCheck ? <input type="hidden" name="from" value="check" /> : null}
        {alone || intro ? null : <h1>{heading}</h1>}
        {hint && !alone ? <p className="hint">{say(t, hint)}</p> : null}
        <QuestionFields locale={locale} fields={fields} values={values} errors={errors} heading={alone} />
        <Submit>{t('eligibility.continue')}</Submit>
      </form>
      <Details summary={t('eligibility.why')}>
        <p>{t(`eligibility.q.${asked.question.id}.why` as MessageKey)}</p>
      </Details>
    </Page>
  );
}
