import { AccountFrame } from '@/components/account/account-frame';
import { ActingBar } from '@/components/account/acting-bar';
import { VisitTable } from '@/components/account/visit-table';
import { DateParts } from '@/components/forms/date-parts';
import { Submit } from '@/components/forms/submit';
import { TextField } from '@/components/forms/text-field';
import { can } from '@/lib/auth/policy';
import { getPractitionerRole } from '@/lib/directory/queries';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems, problemOf } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { actForAction } from '@/lib/membership/actions';
import { accountPage } from '@/lib/membership/queries-page';
import { claimVisitAction, openVisitAction, withholdVisitAction } from '@/lib/scheduling/actions-account';
import { listAllVisits } from '@/lib/scheduling/queries';

const DONE = ['adopted', 'withheld', 'shown'] as const;
type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string; done?: string }> };

/** Every visit of the account, and the way to add one that was booked without it. */
export default async function VisitsPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { actor, acting } = await accountPage(locale, 'visits', 'account.read');
  const { fix, done } = await searchParams;
  const kept = fix ? await findForm('account-claim') : null;
  const problems = formProblems(kept, t);
  const visits = await pageData(locale, async () =>
    Promise.all(
      (await listAllVisits(actor)).map(async (visit) => ({
        ...visit,
        who: (await getPractitionerRole(actor, visit.roleId)).displayName,
      })),
    ),
  );
  const typed = (part: string) => String(kept?.values[`birthDate-${part}`] ?? '');
  const bar = acting ? <ActingBar locale={locale} name={acting.name} action={actForAction} /> : null;
  const code = DONE.find((each) => each === done);
  const said = code && t(`account.done.${code}`);
  const title = t('account.visits.title');
  return (
    <AccountFrame locale={locale} path="/account/visits" title={title} acting={bar} problems={problems} done={said}>
      <VisitTable locale={locale} visits={visits} open={openVisitAction} withhold={acting ? null : withholdVisitAction} />
      {can(actor, 'account.claim', { ownerId: actor.memberId }) ? (
        <>
          <h2>{t('account.visits.claimTitle')}</h2>
          <p>{t('account.visits.claimText')}</p>
          <form action={claimVisitAction} id="form" noValidate>
            <input type="hidden" name="locale" value={locale} />
            <TextField
              name="code"
              label={t('appointments.manage.code')}
              hint={t('appointments.manage.codeHint')}
              error={problemOf(problems, 'code')}
              autoComplete="off"
              width={10}
            />
            <DateParts
              locale={locale}
              name="birthDate"
              legend={t('appointments.details.birthDate')}
              error={problemOf(problems, 'birthDate')}
              value={{ month: typed('month'), day: typed('day'), year: typed('year') }}
            />
            <Submit>{t('account.home.adopt')}</Submit>
          </form>
        </>
      ) : null}
    </AccountFrame>
  );
}
