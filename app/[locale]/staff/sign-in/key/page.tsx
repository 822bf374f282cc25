import { PasskeyForm } from '@/components/account/passkey-form';
import { ErrorSummary } from '@/components/forms/error-summary';
import { Page } from '@/components/layout/page';
import { showStaffPasskeyAction } from '@/lib/auth/actions-staff';
import { hasStaffPasskey } from '@/lib/auth/staff-passkeys';
import { currentStaff } from '@/lib/auth/staff-session';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string }> };

/** The second step of staff: the passkey they have, or their first one. Who is not in by code finds the way there. */
export default async function StaffKeyPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const staff = await pageData(locale, currentStaff);
  const has = staff ? await pageData(locale, () => hasStaffPasskey(staff)) : false;
  const problems = formProblems((await searchParams).fix ? await findForm('staff-key') : null, t);
  const back = `/${locale}/staff/sign-in`;
  return (
    <Page locale={locale} path="/staff/sign-in/key" title={t('staff.key.title')} back={back} errored={problems.length > 0}>
      <ErrorSummary locale={locale} errors={problems} />
      <h1>{t('staff.key.title')}</h1>
      {staff ? (
        <>
          <p className="lead">{t(has ? 'staff.key.show' : 'staff.key.make')}</p>
          <div id="form">
            <PasskeyForm
              locale={locale}
              purpose="staff"
              action={showStaffPasskeyAction}
              heading={t(has ? 'staff.key.showTitle' : 'staff.key.makeTitle')}
              text={t('staff.key.text')}
              button={t(has ? 'staff.key.showGo' : 'staff.key.makeGo')}
            />
          </div>
          <p className="hint">{t('staff.key.hint')}</p>
        </>
      ) : (
        <p className="go">
          <a href={back}>{t('staff.key.first')}</a>
        </p>
      )}
    </Page>
  );
}
