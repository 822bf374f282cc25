import { redirect } from 'next/navigation';
import { QuestionPage } from '@/components/eligibility/question-page';
import { readAnswers } from '@/lib/eligibility/queries';
import { findAsked, findUnanswered, listAsked, pathOf } from '@/lib/eligibility/questions/table';
import { findForm } from '@/lib/http/form-cookie';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { findJourney } from '@/lib/journey/queries';
import { Acting } from '../../step-page';

interface Props {
  params: Promise<{ locale: string; question: string }>;
  searchParams: Promise<{ fix?: string; from?: string }>;
}

/** One question of step 1. A page whose earlier answers are missing leads to the start. */
export default async function EligibilityQuestion({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const { question } = await params;
  const { fix, from } = await searchParams;
  const answers = readAnswers(await pageData(locale, findJourney));
  const asked = findAsked(answers, question);
  if (!asked || question === 'who') redirect(`/${locale}/eligibility`);
  // Later questions are worded by earlier answers, so an open one comes first.
  const open = findUnanswered(answers);
  const order = listAsked(answers).map((page) => page.slug);
  if (open && order.indexOf(open.slug) < order.indexOf(asked.slug)) redirect(`/${locale}${pathOf(open)}`);
  return (
    <QuestionPage
      locale={locale}
      acting={<Acting locale={locale} />}
      answers={answers}
      asked={asked}
      form={fix ? await findForm(`eligibility-${asked.slug}`) : null}
      fromCheck={from === 'check'}
    />
  );
}
