import { Page } from '@/components/layout/page';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

export const dynamic = 'force-dynamic';

export default async function AccountClosedPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  return (
    <Page locale={locale} path="/account-closed" title={t('account.closed.title')}>
      <h1>{t('account.closed.title')}</h1>
      <p className="lead">{t('account.closed.text')}</p>
    </Page>
  );
}
