import { ImportList } from '@/components/desk/import-list';
import { StaffFrame } from '@/components/staff/staff-frame';
import { staffSignOutAction } from '@/lib/auth/actions-staff';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { listImports } from '@/lib/directory/queries-imports';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

/** Every file that came into the directory, the newest first, and how many of its rows wait for somebody. */
export default async function ImportsPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const actor = await pageData(locale, () => staffOrSignIn(locale, ['directory', 'admin']));
  const imports = await pageData(locale, () => listImports(actor));
  return (
    <StaffFrame
      locale={locale}
      path="/desk/imports"
      title={t('desk.imports.title')}
      staffRole={actor.role}
      signOut={staffSignOutAction}
      back={`/${locale}/desk`}
    >
      <p className="lead">{t('desk.imports.lead')}</p>
      <p>
        <a href="/templates/provider-list.csv" download>
          {t('desk.template')}
        </a>
      </p>
      <ImportList locale={locale} imports={imports} />
    </StaffFrame>
  );
}
