import { Page } from '@/components/layout/page';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

export default async function HomePage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  return (
    <Page locale={locale} path="/" title={t('site.name')} index>
      <h1>{t('site.name')}</h1>
    </Page>
  );
}
