import { AccountFrame } from '@/components/account/account-frame';
import { ActingBar } from '@/components/account/acting-bar';
import { ChildForm, InviteForm } from '@/components/account/invite-forms';
import { ActedFor, Delegates, Invitations } from '@/components/account/people-lists';
import { can } from '@/lib/auth/policy';
import { systemClock } from '@/lib/clock';
import { findForm } from '@/lib/http/form-cookie';
import { formProblems } from '@/lib/http/form-problems';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { actForAction, addChildAction, answerInviteAction, endDelegateAction, inviteHelper } from '@/lib/membership/actions';
import { getPeople } from '@/lib/membership/queries';
import { accountPage } from '@/lib/membership/queries-page';

const DONE = ['invited', 'child', 'answered', 'ended'] as const;
type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ fix?: string; done?: string }> };

/** About the one who is signed in, also while they act for somebody: leave is given by oneself. */
export default async function PeoplePage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { actor, acting } = await accountPage(locale, 'people', 'appointment.book');
  const people = await pageData(locale, () => getPeople(actor));
  const { fix, done: code } = await searchParams;
  const kept = fix ? ((await findForm('account-people')) ?? (await findForm('account-child'))) : null;
  const problems = formProblems(kept, t);
  const form = { locale, problems, typed: (name: string) => String(kept?.values[name] ?? '') };
  const done = DONE.find((each) => each === code);
  const bar = acting ? <ActingBar locale={locale} name={acting.name} action={actForAction} /> : null;
  const own = can({ ...actor, provedAt: systemClock.now() }, 'account.people', {
    ownerId: actor.memberId,
    now: systemClock.now(),
  });
  return (
    <AccountFrame
      locale={locale}
      path="/account/people"
      title={t('account.people.title')}
      problems={problems}
      acting={bar}
      done={done && t(`account.done.${done}`)}
    >
      <p className="lead">{t('account.people.lead')}</p>
      <Invitations locale={locale} people={people.invitations} answer={answerInviteAction} />
      <Delegates locale={locale} people={people.delegates} end={endDelegateAction} />
      <ActedFor locale={locale} people={people.actedFor} act={actForAction} end={endDelegateAction} />
      {own ? (
        <>
          <hr className="rule" />
          <InviteForm {...form} action={inviteHelper} />
          <hr className="rule" />
          <ChildForm {...form} action={addChildAction} />
        </>
      ) : null}
    </AccountFrame>
  );
}
