import { AccountFrame } from '@/components/account/account-frame';
import { AccountLinks } from '@/components/account/account-links';
import { AccountNotices, AdoptNotice } from '@/components/account/account-notices';
import { ActingBar, HelperNote } from '@/components/account/acting-bar';
import { ButtonForm } from '@/components/account/button-form';
import { NextVisits } from '@/components/account/next-visits';
import { ButtonLink } from '@/components/ui/button-link';
import { can } from '@/lib/auth/policy';
import { getPractitionerRole } from '@/lib/directory/queries';
import { pageData } from '@/lib/http/page-data';
import { pageLocale } from '@/lib/http/page-params';
import { translator } from '@/lib/i18n/translator';
import { findJourney } from '@/lib/journey/queries';
import { actForAction, keepAccountAction, keepChoiceAction, signOutEverywhereAction } from '@/lib/membership/actions';
import { getChoice } from '@/lib/membership/choice';
import { getAccount } from '@/lib/membership/queries';
import { accountPage } from '@/lib/membership/queries-page';
import { adoptVisitsAction, openVisitAction } from '@/lib/scheduling/actions-account';
import { listUpcomingAppointments } from '@/lib/scheduling/queries';
import { countAdoptable } from '@/lib/scheduling/queries-account';

const DONE = ['contact', 'settings', 'kept', 'adopted', 'conflict', 'notAdded'] as const;
type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ done?: string }> };

export default async function AccountPage({ params, searchParams }: Props) {
  const locale = await pageLocale(params);
  const t = translator(locale);
  const { actor, acting } = await accountPage(locale, 'account', 'appointment.book');
  const bar = acting ? <ActingBar locale={locale} name={acting.name} action={actForAction} /> : null;
  const code = (await searchParams).done;
  const done = DONE.find((each) => each === code);
  const said = done && t(`account.done.${done}`);
  const adoptable = () => pageData(locale, async () => countAdoptable(actor, (await findJourney())?.id ?? null));
  if (!can(actor, 'account.read', { ownerId: actor.memberId })) {
    return (
      <AccountFrame locale={locale} path="/account" title={t('account.home.title')} acting={bar} done={said}>
        <HelperNote locale={locale} />
        <AdoptNotice locale={locale} adoptable={await adoptable()} adopt={adoptVisitsAction} />
        <p>
          <ButtonLink href={`/${locale}/appointments`}>{t('account.home.findTime')}</ButtonLink>
        </p>
      </AccountFrame>
    );
  }
  const data = await pageData(locale, async () => {
    const visits = await listUpcomingAppointments(actor);
    const choice = await getChoice(actor);
    const nameOf = async (roleId: string) => (await getPractitionerRole(actor, roleId)).displayName;
    return {
      account: await getAccount(actor),
      visits: await Promise.all(visits.map(async (visit) => ({ ...visit, who: await nameOf(visit.roleId) }))),
      chosen: choice.roleId ? { id: choice.roleId, name: await nameOf(choice.roleId) } : null,
      choiceHere: choice.here !== null,
      adoptable: await adoptable(),
    };
  });
  const name = data.account.profile.firstName;
  const title = name ? t('account.home.hello', { name }) : t('account.home.title');
  return (
    <AccountFrame locale={locale} path="/account" title={title} acting={bar} done={said}>
      <AccountNotices
        locale={locale}
        data={data}
        actions={{ adopt: adoptVisitsAction, keepChoice: keepChoiceAction, keep: keepAccountAction }}
      />
      <h2>{t('account.home.next')}</h2>
      <NextVisits locale={locale} visits={data.visits} open={openVisitAction} />
      <h2>{t('account.home.chosen')}</h2>
      <p className="go">
        {data.chosen ? <a href={`/${locale}/providers/${data.chosen.id}`}>{data.chosen.name}</a> : t('account.home.noChoice')}
      </p>
      <hr className="rule" />
      <AccountLinks locale={locale} />
      <ButtonForm locale={locale} action={signOutEverywhereAction}>
        {t('account.home.everywhere')}
      </ButtonForm>
    </AccountFrame>
  );
}
