import { locale as rootLocale } from 'next/root-params';
import { NotFoundBody } from '@/components/layout/not-found-body';
import { Page } from '@/components/layout/page';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

export default async function NotFound() {
  const asked = (await rootLocale()) ?? '';
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE;
  return (
    <Page locale={locale} path="/" title={translator(locale)('about.notFound.title')}>
      <NotFoundBody locale={locale} />
    </Page>
  );
}
