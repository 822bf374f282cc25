import { StaffFrame } from '@/components/staff/staff-frame';
import { staffSignOutAction } from '@/lib/auth/actions-staff';
import { STAFF_ROLES } from '@/lib/auth/actor';
import { staffOrSignIn } from '@/lib/auth/current-staff';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

/** Where staff of the plan arrive. */
export default async function DeskPage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { role } = await pageData(locale, () => staffOrSignIn(locale, STAFF_ROLES));
  return (
    <StaffFrame locale={locale} path="/desk" title={t('staff.desk.title')} staffRole={role} signOut={staffSignOutAction}>
      <p className="lead">{t('staff.desk.lead')}</p>
    </StaffFrame>
  );
}
