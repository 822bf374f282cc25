import { StaffFrame } from '@/components/staff/staff-frame';
import { staffSignOutAction } from '@/lib/auth/actions-staff';
import { practiceOrSignIn } from '@/lib/auth/current-staff';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

/** Where a practice's staff arrive. */
export default async function PracticePage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  await pageData(locale, () => practiceOrSignIn(locale));
  return (
    <StaffFrame
      locale={locale}
      path="/practice"
      title={t('staff.practice.title')}
      staffRole="practice"
      signOut={staffSignOutAction}
    >
      <p className="lead">{t('staff.practice.lead')}</p>
    </StaffFrame>
  );
}
