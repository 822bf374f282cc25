import { Page } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button-link';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

export const dynamic = 'force-dynamic';

/** Comes with Clear-Site-Data (see static-headers.mjs), so that nothing of the session is left in the browser. */
export default async function SignOutPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  return (
    <Page locale={locale} path="/sign-out" title={t('signIn.out.title')}>
      <h1>{t('signIn.out.title')}</h1>
      <p className="lead">{t('signIn.out.text')}</p>
      <p>{t('signIn.out.history')}</p>
      <ButtonLink href={`/${locale}/sign-in`}>{t('signIn.out.again')}</ButtonLink>
    </Page>
  );
}
