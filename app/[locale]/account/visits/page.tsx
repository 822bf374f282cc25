import { AccountFrame } from '@/components/account/account-frame';
import { ActingBar } from '@/components/account/acting-bar';
import { VisitTable } from '@/components/account/visit-table';
import { CodeFields } from '@/components/appointment/code-fields';
import { Submit } from '@/components/forms/submit';
import { can } from '@/lib/auth/policy';
import { getPractitionerRole } from '@/lib/directory/queries';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { actForAction } from '@/lib/membership/actions';
import { accountPage } from '@/lib/membership/queries-page';
import { claimVisitAction, openVisitAction, withholdVisitAction } from '@/lib/scheduling/actions-account';
import { listAllVisits } from '@/lib/scheduling/queries';
import { listVisitMessages } from '@/lib/scheduling/queries-account';

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
  const visits = await pageData(locale, async () => {
    const all = await listAllVisits(actor);
    const messages = await listVisitMessages(actor, all);
    const nameOf = async (roleId: string) => (await getPractitionerRole(actor, roleId)).displayName;
    return Promise.all(
      all.map(async (visit) => ({ ...visit, who: await nameOf(visit.roleId), messages: messages.get(visit.id) ?? [] })),
    );
  });
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
            <CodeFields locale={locale} kept={kept} problems={problems} />
            <Submit>{t('account.home.adopt')}</Submit>
          </form>
        </>
      ) : null}
    </AccountFrame>
  );
}
