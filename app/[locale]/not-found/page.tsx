import { NotFoundBody } from '@/components/layout/not-found-body';
import { Page } from '@/components/layout/page';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

/** Written at build time; lib/http/trouble-pages.ts gives it its status and brings people here. */
export const dynamic = 'force-static';

export default async function NotFoundPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  return (
    <Page locale={locale} path="/not-found" title={translator(locale)('about.notFound.title')} plain>
      <NotFoundBody locale={locale} />
    </Page>
  );
}
