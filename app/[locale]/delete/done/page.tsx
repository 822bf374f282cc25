import { Page } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button-link';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

export const dynamic = 'force-static';

export default async function DeletedPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  return (
    <Page locale={locale} path="/delete/done" title={t('saved.delete.doneTitle')}>
      <h1>{t('saved.delete.doneTitle')}</h1>
      <p className="lead">{t('saved.delete.doneText')}</p>
      <p>{t('saved.delete.history')}</p>
      <ButtonLink href={`/${locale}`} quiet>
        {t('saved.delete.home')}
      </ButtonLink>
    </Page>
  );
}
