import { ImportReportView } from '@/components/desk/import-report';
import { QuarantineRows } from '@/components/desk/quarantine-rows';
import { StaffFrame } from '@/components/staff/staff-frame';
import { staffSignOutAction } from '@/lib/auth/actions-staff';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { getImport } from '@/lib/directory/queries-imports';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

/** One import: what became of its rows, and those that could not be used. */
export default async function ImportPage({ params }: { params: Promise<{ locale: string; batch: string }> }) {
  const locale = await pageLocale(params);
  const { batch } = await params;
  const t = translator(locale);
  const actor = await pageData(locale, () => staffOrSignIn(locale, ['directory', 'admin']));
  const view = await pageData(locale, () => getImport(actor, batch));
  return (
    <StaffFrame
      locale={locale}
      path={`/desk/imports/${view.id}`}
      title={t('desk.imports.one', { file: view.fileName })}
      staffRole={actor.role}
      signOut={staffSignOutAction}
      back={`/${locale}/desk/imports`}
    >
      <ImportReportView locale={locale} view={view} />
      <QuarantineRows locale={locale} view={view} />
    </StaffFrame>
  );
}
