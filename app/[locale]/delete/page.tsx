import { Submit } from '@/components/forms/submit';
import { Page } from '@/components/layout/page';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { deleteSaved } from '@/lib/journey/actions';

export default async function DeletePage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  return (
    <Page locale={locale} path="/delete" title={t('saved.delete.title')} back={`/${locale}`}>
      <h1>{t('saved.delete.title')}</h1>
      <p className="lead">{t('saved.delete.lead')}</p>
      <form action={deleteSaved}>
        <input type="hidden" name="locale" value={locale} />
        <Submit>{t('saved.delete.go')}</Submit>
      </form>
      <p>{t('saved.delete.stays')}</p>
    </Page>
  );
}
