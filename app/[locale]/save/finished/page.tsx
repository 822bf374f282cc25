import { Page } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button-link';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

export const dynamic = 'force-static';

export default async function FinishedPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  return (
    <Page locale={locale} path="/save/finished" title={t('saved.finished.title')}>
      <h1>{t('saved.finished.title')}</h1>
      <p className="lead">{t('saved.finished.text')}</p>
      <ButtonLink href={`/${locale}/continue`} quiet>
        {t('saved.finished.again')}
      </ButtonLink>
    </Page>
  );
}
