import { ResumeCard } from '@/components/home/resume-card';
import { ServiceArea } from '@/components/home/service-area';
import { TalkToAPerson } from '@/components/home/talk-to-a-person';
import { WhatHappens } from '@/components/home/what-happens';
import { Page } from '@/components/layout/page';
import { Braid } from '@/components/ui/braid';
import { ButtonLink } from '@/components/ui/button-link';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findJourney } from '@/lib/journey/queries';
import { JOURNEY_STEPS, resumePath, stepsBehind } from '@/lib/journey/steps';

export default async function HomePage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  // Without the database the page still opens: it only cannot know of saved progress.
  const journey = await findJourney().catch(() => null);
  return (
    <Page locale={locale} path="/" title={t('home.title')} wide index>
      <Braid />
      <div className="cols">
        <div>
          <h1>{t('home.heading')}</h1>
          <p className="lead">{t('home.lead')}</p>
          {journey ? <ResumeCard locale={locale} href={`/${locale}${resumePath(journey.slices)}`} /> : null}
          <p className="row">
            <ButtonLink href={`/${locale}${JOURNEY_STEPS[0].start}`} quiet={journey !== null}>
              {t('home.start')}
            </ButtonLink>
            <a className="btn link" href={`/${locale}/continue`}>
              {t('home.withCode')}
            </a>
          </p>
          <p className="hint">{t('home.startHint')}</p>
        </div>
        <TalkToAPerson locale={locale} />
      </div>
      <hr className="rule" />
      <WhatHappens locale={locale} behind={journey ? stepsBehind(journey.slices) : 0} />
      <hr className="rule" />
      <section>
        <h2>{t('home.already.heading')}</h2>
        <p>{t('home.already.text')}</p>
        <ButtonLink href={`/${locale}/appointments/manage`} quiet>
          {t('home.already.go')}
        </ButtonLink>
      </section>
      <hr className="rule" />
      <ServiceArea locale={locale} />
    </Page>
  );
}
