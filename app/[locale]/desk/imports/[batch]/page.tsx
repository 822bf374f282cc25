import { ImportProgress } from '@/components/desk/import-progress';
import { ImportReportView } from '@/components/desk/import-report';
import { QuarantineRows } from '@/components/desk/quarantine-rows';
import { StaffFrame } from '@/components/staff/staff-frame';
import { staffSignOutAction } from '@/lib/auth/actions-staff';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { getImportOrUpload } from '@/lib/directory/queries-imports';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

type Props = { params: Promise<{ locale: string; batch: string }>; searchParams: Promise<{ still?: string }> };

/** One import: how far it is, then what became of its rows, and those that could not be used. */
export default async function ImportPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const { batch } = await params;
  const t = translator(locale);
  const actor = await pageData(locale, () => staffOrSignIn(locale, ['directory', 'admin']));
  const found = await pageData(locale, () => getImportOrUpload(actor, batch));
  const { still } = await searchParams;
  const view = 'batch' in found ? found.batch : found.upload;
  return (
    <StaffFrame
      locale={locale}
      path={`/desk/imports/${view.id}`}
      title={t('desk.imports.one', { file: view.fileName })}
      staffRole={actor.role}
      signOut={staffSignOutAction}
      back={`/${locale}/desk/imports`}
    >
      {'batch' in found ? (
        <>
          <ImportReportView locale={locale} view={found.batch} />
          <QuarantineRows locale={locale} view={found.batch} />
        </>
      ) : (
        <ImportProgress locale={locale} upload={found.upload} still={still === '1'} />
      )}
    </StaffFrame>
  );
}
