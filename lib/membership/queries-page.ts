import 'server-only';
import { notFound, redirect } from 'next/navigation';
import type { MemberActor } from '@/lib/auth/actor';
import { currentActor, memberOrSignIn } from '@/lib/auth/current-actor';
import type { Destination } from '@/lib/auth/destinations';
import { type Action, can, needsFreshProof } from '@/lib/auth/policy';
import { noteRefusal } from '@/lib/auth/refusal';
import { currentSession } from '@/lib/auth/session';
import { systemClock } from '@/lib/clock';
import { pageData } from '@/lib/http/page-data';
import type { Locale } from '@/lib/i18n/locale';
import { errorFields, logger } from '@/lib/logger';
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

/**
 * For whom the signed-in member acts, for pages that work without an account; null for oneself and for visitors, and
 * while the database is down: those pages render then too.
 */
export async function findActing(): Promise<AccountPage['acting']> {
  try {
    const session = await currentSession();
    if (!session?.actingFor) return null;
    const actor = await currentActor();
    return actor.kind === 'member' && actor.relation ? nameOf(actor) : null;
  } catch (error) {
    logger.warn({ event: 'acting.unknown', ...errorFields(error) });
    return null;
  }
}

async function nameOf(actor: MemberActor): Promise<{ readonly name: string | null }> {
  const { actedFor } = await getPeople(actor);
  return { name: actedFor.find((each) => each.memberId === actor.memberId)?.firstName ?? null };
}

async function actingFor(locale: Locale, actor: MemberActor): Promise<AccountPage['acting']> {
  if (actor.relation === null) return null;
  return pageData(locale, () => nameOf(actor));
}
