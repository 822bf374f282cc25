import { doneWords } from '@/components/practice/done-words';
import { PracticeWeekView } from '@/components/practice/practice-week';
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
  searchParams: Promise<{ role?: string; week?: string; done?: string; fix?: string }>;
};

/** A practice's week: who comes when, and who came. */
export default async function PracticePage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { role, week: from, done, fix } = await searchParams;
  const week = await pageData(locale, async () => {
    const actor = await practiceOrSignIn(locale);
    return readPracticeWeek(actor, { roleId: role, week: from });
  });
  const problems = formProblems(fix ? await findForm('practice-week') : null, t);
  return (
    <StaffFrame
      locale={locale}
      path="/practice"
      title={t('practice.week.title')}
      staffRole="practice"
      signOut={staffSignOutAction}
      problems={problems}
      done={doneWords(locale, done)}
    >
      <PracticeWeekView locale={locale} week={week} from={from} />
    </StaffFrame>
  );
}
