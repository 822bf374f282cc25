import 'server-only';
import { redirect } from 'next/navigation';
import { systemClock } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { asSystem } from '@/lib/db/scope';
import type { Locale } from '@/lib/i18n/locale';
import { findJourney } from '@/lib/journey/queries';
import type { Actor, DelegateRelation, MemberActor } from './actor';
import type { Destination } from './destinations';
import { currentSession } from './session';
import { findActiveRelation } from './store-delegation';
import type { SessionRow } from './store-session';

/** Who sent the request being answered: the signed-in member, or a visitor with the progress saved for their browser. */
export async function currentActor(): Promise<Actor> {
  const session = await currentSession();
  if (session) return actorOf(session);
  const journey = await findJourney();
  return { kind: 'visitor', journeyId: journey?.id ?? null };
}

/**
 * The member behind a session, or the person they act for. The relation is read each time: when it is taken back, the
 * next request already acts for oneself.
 */
async function actorOf(session: SessionRow): Promise<MemberActor> {
  const { memberId: accountId, actingFor } = session;
  const level = session.method === 'passkey' ? 'P2' : 'P1';
  const self = { kind: 'member', memberId: accountId, accountId, relation: null, level, provedAt: session.createdAt } as const;
  if (!actingFor) return self;
  const find = (tx: Tx) => findActiveRelation(tx, actingFor, accountId, systemClock.now());
  const relation: DelegateRelation | null = await asSystem('session', find);
  return relation ? { ...self, memberId: actingFor, relation } : self;
}

/** For pages: the signed-in member, or on to the sign-in page, which leads back to `to`. */
export async function memberOrSignIn(locale: Locale, to: Destination): Promise<MemberActor> {
  const actor = await currentActor();
  if (actor.kind !== 'member') redirect(`/${locale}/sign-in?to=${to}`);
  return actor;
}
