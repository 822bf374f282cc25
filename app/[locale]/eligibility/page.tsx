import { notFound } from 'next/navigation';
import { QuestionPage } from '@/components/eligibility/question-page';
import { Facts } from '@/components/ui/facts';
import { readAnswers } from '@/lib/eligibility/queries';
import { findAsked } from '@/lib/eligibility/questions/table';
import { findForm } from '@/lib/http/form-cookie';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findJourney } from '@/lib/journey/queries';
import { Acting } from '../step-page';

interface Props {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ fix?: string; from?: string }>;
}

/** The start of step 1, with its first question on the same page: one page less to a result. */
export default async function EligibilityStart({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { fix, from } = await searchParams;
  const answers = readAnswers(await pageData(locale, findJourney));
  const asked = findAsked(answers, 'who');
  if (!asked) notFound();
  return (
    <QuestionPage
      locale={locale}
      acting={<Acting locale={locale} />}
      answers={answers}
      asked={asked}
      form={fix ? await findForm('eligibility-who') : null}
      fromCheck={from === 'check'}
      introTitle={t('eligibility.start.title')}
      intro={
        <>
          <h1>{t('eligibility.start.title')}</h1>
          <p className="lead">{t('eligibility.start.lead')}</p>
          <Facts
            items={[t('eligibility.start.facts.anyone'), t('eligibility.start.facts.skip'), t('eligibility.start.facts.county')]}
          />
        </>
      }
    />
  );
}
