import { ImportList } from '@/components/desk/import-list';
import { UploadList } from '@/components/desk/import-progress';
import { ImportUploadForm } from '@/components/desk/import-upload';
import { StaffFrame } from '@/components/staff/staff-frame';
import { staffSignOutAction } from '@/lib/auth/actions-staff';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { listImports, listWaitingUploads } from '@/lib/directory/queries-imports';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string }> };

/** Every file that came into the directory, the newest first, and how many of its rows wait for somebody. */
export default async function ImportsPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const actor = await pageData(locale, () => staffOrSignIn(locale, ['directory', 'admin']));
  const [imports, uploads] = await pageData(locale, () => Promise.all([listImports(actor), listWaitingUploads(actor)]));
  const { fix } = await searchParams;
  const kept = fix ? await findForm('directory-import') : null;
  const problems = formProblems(kept, t);
  return (
    <StaffFrame
      locale={locale}
      path="/desk/imports"
      title={t('desk.imports.title')}
      staffRole={actor.role}
      signOut={staffSignOutAction}
      back={`/${locale}/desk`}
      problems={problems}
    >
      <p className="lead">{t('desk.imports.lead')}</p>
      <p className="go">
        <a href="/templates/provider-list.csv" download>
          {t('desk.template')}
        </a>
      </p>
      <ImportUploadForm locale={locale} problems={problems} source={String(kept?.values.source ?? '')} />
      <UploadList locale={locale} uploads={uploads} />
      <ImportList locale={locale} imports={imports} />
    </StaffFrame>
  );
}
