import { AccountFrame } from '@/components/account/account-frame';
import { ActingBar } from '@/components/account/acting-bar';
import { ExportView } from '@/components/account/export-view';
import { ButtonLink } from '@/components/ui/button-link';
import { Notice } from '@/components/ui/notice';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { actForAction } from '@/lib/membership/actions';
import { exportAccount } from '@/lib/membership/export';
import { accountPage } from '@/lib/membership/queries-page';

/** The readable form of the export; the file beside it holds the same. */
export default async function ExportPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { actor, acting } = await accountPage(locale, 'export', 'account.export');
  const everything = await pageData(locale, () => exportAccount(actor));
  const bar = acting ? <ActingBar locale={locale} name={acting.name} action={actForAction} /> : null;
  return (
    <AccountFrame locale={locale} path="/account/export" title={t('account.export.title')} acting={bar}>
      <p className="lead">{t('account.export.lead')}</p>
      <Notice>{t('account.export.warn')}</Notice>
      <p className="row">
        <ButtonLink href={`/${locale}/account/export/file`}>{t('account.export.file')}</ButtonLink>
        <ButtonLink href={`/${locale}/account/export/file?form=fhir`} quiet>
          {t('account.export.fhir')}
        </ButtonLink>
      </p>
      <ExportView locale={locale} everything={everything} />
    </AccountFrame>
  );
}
