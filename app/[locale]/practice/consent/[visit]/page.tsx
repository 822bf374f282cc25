import { ConsentCheckForm } from '@/components/needs/consent-check';
import { doneWords } from '@/components/practice/done-words';
import { personFacts, visitHours } from '@/components/practice/visit-words';
import { StaffFrame } from '@/components/staff/staff-frame';
import { Facts } from '@/components/ui/facts';
import { staffSignOutAction } from '@/lib/auth/actions-staff';
import { practiceOrSignIn } from '@/lib/auth/current-staff';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { formatLongDate } from '@/lib/i18n/format';
import { translator } from '@/lib/i18n/translator';
import { confirmConsentAction } from '@/lib/scheduling/actions-consent';
import { readConsentVisit } from '@/lib/scheduling/commands-consent';

interface Props {
  params: Promise<{ locale: string; visit: string }>;
  searchParams: Promise<{ fix?: string; done?: string }>;
}

/** Where a practice writes down that a clinician confirmed who agrees to a minor's care. */
export default async function ConsentPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const { visit: id } = await params;
  const t = translator(locale);
  const { visit, zone, roleId } = await pageData(locale, async () => readConsentVisit(await practiceOrSignIn(locale), id));
  const { fix, done } = await searchParams;
  const kept = fix ? await findForm('practice-consent') : null;
  const problems = formProblems(kept, t);
  return (
    <StaffFrame
      locale={locale}
      path={`/practice/consent/${visit.id}`}
      title={t('needs.check.title')}
      staffRole="practice"
      signOut={staffSignOutAction}
      back={`/${locale}/practice?role=${roleId}`}
      problems={problems}
      done={doneWords(locale, done)}
    >
      {visit.person ? (
        <h2>
          {visit.person.firstName} {visit.person.lastName}
        </h2>
      ) : null}
      <p>
        <b>
          {formatLongDate(visit.start, locale, zone)}, {visitHours(visit, locale, zone)}
        </b>
      </p>
      <Facts items={personFacts(locale, visit)} />
      <ConsentCheckForm
        locale={locale}
        problems={problems}
        kept={kept}
        action={confirmConsentAction.bind(null, locale, visit.id)}
      />
    </StaffFrame>
  );
}
