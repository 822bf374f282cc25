import 'server-only';
import { notFound, redirect } from 'next/navigation';
import type { MemberActor } from '@/lib/auth/actor';
import { memberOrSignIn } from '@/lib/auth/current-actor';
import type { Destination } from '@/lib/auth/destinations';
import { type Action, can, needsFreshProof } from '@/lib/auth/policy';
import { noteRefusal } from '@/lib/auth/refusal';
import { systemClock } from '@/lib/clock';
import { pageData } from '@/lib/http/page-data';
import type { Locale } from '@/lib/i18n/locale';
import { getPeople } from './queries';

export interface AccountPage {
  readonly actor: MemberActor;
  /** For the acting-for bar: null when acting for oneself. */
  readonly acting: { readonly name: string | null } | null;
}

/**
 * Who may be on an account page: a member with leave for `action`; others go to the sign-in (and back), and what is
 * not theirs is the 404 page.
 */
export async function accountPage(locale: Locale, to: Destination, action: Action): Promise<AccountPage> {
  const actor = await pageData(locale, () => memberOrSignIn(locale, to));
  const resource = { ownerId: actor.memberId, now: systemClock.now() };
  if (needsFreshProof(actor, action, resource)) redirect(`/${locale}/sign-in?to=${to}&again=1`);
  if (!can(actor, action, resource)) {
    noteRefusal(actor, action);
    notFound();
  }
  return { actor, acting: await actingFor(locale, actor) };
}

async function actingFor(locale: Locale, actor: MemberActor): Promise<AccountPage['acting']> {
  if (actor.relation === null) return null;
  const { actedFor } = await pageData(locale, () => getPeople(actor));
  return { name: actedFor.find((each) => each.memberId === actor.memberId)?.firstName ?? null };
}
