import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

export default async function HomePage({ params }: { params: Promise<{ locale: string }> }) {
  const t = translator(await pageLocale(params));
  return <h1>{t('site.name')}</h1>;
}
