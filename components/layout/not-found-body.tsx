import { Braid } from '@/components/ui/braid';
import { ButtonLink } from '@/components/ui/button-link';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** What a wrong address says. Never says whether something of that name exists for someone else. */
export function NotFoundBody({ locale }: { locale: Locale }) {
  const t = translator(locale);
  return (
    <>
      <Braid looseUntil={1} />
      <h1>{t('about.notFound.title')}</h1>
      <p className="lead">{t('about.notFound.lead')}</p>
      <p>{t('about.notFound.help')}</p>
      <ButtonLink href={`/${locale}`}>{t('about.notFound.home')}</ButtonLink>
    </>
  );
}
