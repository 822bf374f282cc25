import { MoreList } from '@/components/needs/more-list';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findNeeds } from '@/lib/needs/queries';
import { StepPage } from '../../step-page';

/** The optional question sets. How to reach the person safely comes first, because an answer may call for a call. */
export default async function MorePage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const needs = await pageData(locale, findNeeds);
  return (
    <StepPage locale={locale} path="/needs/more" title={t('needs.more.title')} step="provider" back={`/${locale}/needs/visit`}>
      <h1>{t('needs.more.title')}</h1>
      <p>{t('needs.more.lead')}</p>
      <MoreList locale={locale} needs={needs ?? {}} />
    </StepPage>
  );
}
