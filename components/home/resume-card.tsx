import { ButtonLink } from '@/components/ui/button-link';
import { Notice } from '@/components/ui/notice';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';

/** Shown to a browser that has saved progress. Names nothing that was answered: others may see the screen. */
export function ResumeCard({ locale, href }: { locale: Locale; href: string }) {
  const t = translator(locale);
  return (
    <Notice tone="done" heading={t('home.resume.heading')}>
      <p>{t('home.resume.text')}</p>
      <p className="row">
        <ButtonLink href={href}>{t('home.resume.go')}</ButtonLink>
        <a className="btn link" href={`/${locale}/delete`}>
          {t('home.resume.delete')}
        </a>
      </p>
    </Notice>
  );
}
