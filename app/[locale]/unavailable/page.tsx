import { Trouble } from '@/components/layout/trouble';
import { pageLocale } from '@/lib/http/page-params';

/** Written at build time; lib/http/trouble-pages.ts gives it its status. */
export const dynamic = 'force-static';

export default async function UnavailablePage({ params }: { params: Promise<{ locale: string }> }) {
  return <Trouble locale={await pageLocale(params)} kind="unavailable" />;
}
