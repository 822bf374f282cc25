import { EmergencyCard, HopeSection, LifelineSection, OtherLines } from '@/components/layout/help-lines';
import { Page } from '@/components/layout/page';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

/** Written at build time: it opens when the database, and every other part of the portal, is down. */
export const dynamic = 'force-static';

const STEPS = ['one', 'two', 'three', 'four'] as const;

export default async function HelpNowPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  return (
    <Page locale={locale} path="/help-now" title={t('helpNow.title')} plain index wide>
      {/* Shown by public/enhance/worker.js alone, when this page stands in for one that could not be reached. */}
      <section id="offline" hidden className="note">
        <h2>{t('helpNow.lost.heading')}</h2>
        <p>{t('helpNow.lost.text')}</p>
        {/* biome-ignore lint/a11y/useValidAnchor: without an address it leads to the one in the browser's bar, which is the page that was asked for. */}
        <a className="btn quiet" href="">
          {t('helpNow.lost.again')}
        </a>
      </section>
      <h1>{t('helpNow.title')}</h1>
      <p className="lead">{t('helpNow.lead')}</p>
      <div className="cols">
        <div>
          <EmergencyCard locale={locale} />
          <LifelineSection locale={locale} />
          <HopeSection locale={locale} />
          <OtherLines locale={locale} />
        </div>
        <section className="band">
          <h2>{t('helpNow.what.heading')}</h2>
          <ol>
            {STEPS.map((step) => (
              <li key={step}>{t(`helpNow.what.${step}`)}</li>
            ))}
          </ol>
          <p>{t('helpNow.what.record')}</p>
          <p className="hint no-print">{t('helpNow.offline')}</p>
        </section>
      </div>
    </Page>
  );
}
