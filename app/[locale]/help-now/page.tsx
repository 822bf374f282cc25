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
