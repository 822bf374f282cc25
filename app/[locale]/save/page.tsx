import { Submit } from '@/components/forms/submit';
import { Page } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button-link';
import { Facts } from '@/components/ui/facts';
import { PrintButton } from '@/components/ui/print-button';
import { ReturnCode } from '@/components/ui/return-code';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { formatLongDate } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { finishForNow } from '@/lib/journey/actions';
import { findJourney } from '@/lib/journey/queries';
import { JOURNEY_STEPS, resumePath } from '@/lib/journey/steps';
import { PLAN_ZONE } from '@/lib/organization/organization';

export default async function SavePage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const journey = await pageData(locale, findJourney);
  if (!journey) {
    return (
      <Page locale={locale} path="/save" title={t('saved.save.title')} back={`/${locale}`}>
        <h1>{t('saved.save.none')}</h1>
        <p>{t('saved.save.noneText')}</p>
        <ButtonLink href={`/${locale}${JOURNEY_STEPS[0].start}`}>{t('saved.save.start')}</ButtonLink>
      </Page>
    );
  }
  const goOn = `/${locale}${resumePath(journey.slices)}`;
  return (
    <Page locale={locale} path="/save" title={t('saved.save.title')} back={goOn}>
      <h1>{t('saved.save.saved')}</h1>
      <h2>{t('saved.save.yourCode')}</h2>
      <ReturnCode locale={locale} code={journey.code} />
      <p>{t('saved.save.secret')}</p>
      <h2>{t('saved.save.how')}</h2>
      <Facts
        items={[
          t('saved.save.same'),
          t('saved.save.other'),
          t('saved.save.until', { date: formatLongDate(journey.expiresAt, locale, PLAN_ZONE) }),
        ]}
      />
      <div className="row no-print">
        <ButtonLink href={goOn}>{t('saved.save.goOn')}</ButtonLink>
        <PrintButton locale={locale} />
      </div>
      <hr className="rule" />
      <form action={finishForNow} className="no-print">
        <input type="hidden" name="locale" value={locale} />
        <p>{t('saved.save.finishHint')}</p>
        <Submit quiet>{t('saved.save.finish')}</Submit>
      </form>
    </Page>
  );
}
