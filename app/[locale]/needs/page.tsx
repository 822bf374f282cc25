import { ButtonLink } from '@/components/ui/button-link';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { StepPage } from '../step-page';

/** Asked first and always. Both answers are links, so the way to help needs no form, cookie or database. */
export default async function DangerPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  return (
    <StepPage locale={locale} path="/needs" title={t('needs.danger.title')} step="provider" back={`/${locale}`}>
      <h1>{t('needs.danger.title')}</h1>
      <p>{t('needs.danger.lead')}</p>
      <p className="row">
        <ButtonLink href={`/${locale}/help-now`}>{t('needs.danger.yes')}</ButtonLink>
        <ButtonLink quiet href={`/${locale}/needs/who`}>
          {t('needs.danger.no')}
        </ButtonLink>
      </p>
      <p className="hint">{t('needs.danger.unsure')}</p>
    </StepPage>
  );
}
