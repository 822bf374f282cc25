import { doneWords } from '@/components/practice/done-words';
import { BlockForm, FeedForm, HoursForm } from '@/components/practice/practice-times';
import { StaffFrame } from '@/components/staff/staff-frame';
import { staffSignOutAction } from '@/lib/auth/actions-staff';
import { practiceOrSignIn } from '@/lib/auth/current-staff';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { readPracticeWeek } from '@/lib/scheduling/queries-practice';

type Props = {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ role?: string; done?: string; fix?: string }>;
};

/** Weekly hours, time off and the practice's own calendar, for one of its roles. */
export default async function PracticeTimesPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { role, done, fix } = await searchParams;
  const {
    roles,
    role: shown,
    hours,
    feed,
  } = await pageData(locale, async () => {
    const actor = await practiceOrSignIn(locale);
    return readPracticeWeek(actor, { roleId: role });
  });
  const keep = async (id: string) => (fix ? await findForm(id) : null);
  const [block, week, read] = [await keep('practice-block'), await keep('practice-hours'), await keep('practice-feed')];
  const problems = [block, week, read].flatMap((form) => formProblems(form, t));
  return (
    <StaffFrame
      locale={locale}
      path="/practice/times"
      title={t('practice.times.title')}
      staffRole="practice"
      signOut={staffSignOutAction}
      back={`/${locale}/practice${shown ? `?role=${shown.roleId}` : ''}`}
      problems={problems}
      done={doneWords(locale, done)}
    >
      {shown ? (
        <>
          {roles.length > 1 ? <p className="lead">{shown.name}</p> : null}
          <BlockForm locale={locale} roleId={shown.roleId} typed={block?.values} problems={problems} />
          <HoursForm locale={locale} roleId={shown.roleId} hours={hours} typed={week?.values} problems={problems} />
          <FeedForm locale={locale} role={shown} feed={feed} problems={problems} />
        </>
      ) : (
        <p className="lead">{t('practice.week.noBook')}</p>
      )}
    </StaffFrame>
  );
}
