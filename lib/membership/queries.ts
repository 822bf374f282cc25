import 'server-only';
import { AppError } from '@/lib/app-error';
import type { Actor, MemberActor } from '@/lib/auth/actor';
import { type Action, can, needsFreshProof } from '@/lib/auth/policy';
import { noteRefusal } from '@/lib/auth/refusal';
import { type Clock, instant, systemClock } from '@/lib/clock';
import { asMember, asSystem } from '@/lib/db/scope';
import type { Recipient } from '@/lib/notifications/model';
import { availableChannels } from '@/lib/notifications/transports';
import { listWithheldVisits } from '@/lib/scheduling/queries';
import type { AccountView, DelegationView, HistoryEntry } from './model';
import { dropRepeatedLooks, recipientFor } from './rules';
import { findAccount, isUnreadable, listActedFor, listDelegates, listHistory, listInvitations } from './store';

interface ReadDeps {
  readonly clock: Clock;
}
const SYSTEM: ReadDeps = { clock: systemClock };

/**
 * Stops everyone who may not. What is not theirs does not exist for them; only a proof that is too old is said.
 * @throws SIGN_IN_NEEDED without an account or with a proof older than five minutes where one is needed · NOT_FOUND
 */
export function requireLeave(actor: Actor, action: Action, now: Date): MemberActor {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  const resource = { ownerId: actor.memberId, now };
  if (needsFreshProof(actor, action, resource)) throw new AppError('SIGN_IN_NEEDED', { data: { again: true } });
  if (!can(actor, action, resource)) {
    noteRefusal(actor, action);
    throw new AppError('NOT_FOUND');
  }
  return actor;
}

/** The account the actor acts for. @throws as `requireLeave`, NOT_FOUND when it is gone, UNAVAILABLE when its key does not open */
export async function getAccount(actor: Actor, deps: ReadDeps = SYSTEM): Promise<AccountView> {
  const { memberId } = requireLeave(actor, 'account.read', deps.clock.now());
  return openAccount(memberId);
}

async function openAccount(memberId: string): Promise<AccountView> {
  const account = await asMember(memberId, (tx) => findAccount(tx, memberId));
  if (account) return account;
  // A key that was lost may be brought back by the operator: "not now" with the help line, and never "no such account".
  throw new AppError((await asMember(memberId, (tx) => isUnreadable(tx, memberId))) ? 'UNAVAILABLE' : 'NOT_FOUND');
}

/** The account of who is signed in, whoever they act for. */
export async function getOwnAccount(actor: Actor): Promise<AccountView> {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  return openAccount(actor.accountId);
}

export interface People {
  /** Who may act for me. */
  readonly delegates: readonly DelegationView[];
  /** Whom I may act for. */
  readonly actedFor: readonly DelegationView[];
  /** Who asks me to. */
  readonly invitations: readonly DelegationView[];
}

/** Both directions of acting for somebody, of the one who is signed in. */
export async function getPeople(actor: Actor, deps: ReadDeps = SYSTEM): Promise<People> {
  const now = deps.clock.now();
  const { id, addresses } = await getOwnAccount(actor);
  const delegates = await asMember(id, (tx) => listDelegates(tx, id, now));
  const [actedFor, invitations] = await asSystem('delegation', async (tx) => [
    await listActedFor(tx, id, now),
    await listInvitations(tx, addresses, now),
  ]);
  return { delegates, actedFor, invitations };
}

/**
 * Somebody the signed-in person acts for as parent or guardian, for the page about papers.
 * @throws SIGN_IN_NEEDED · NOT_FOUND for foreign and unknown ones and for helpers alike
 */
export async function getActedFor(actor: Actor, delegationId: string, deps: ReadDeps = SYSTEM): Promise<DelegationView> {
  const { actedFor } = await getPeople(actor, deps);
  const found = actedFor.find(({ id, relation }) => id === delegationId && relation !== 'helper');
  if (!found) throw new AppError('NOT_FOUND');
  return found;
}

const YEAR_MS = 366 * 86_400_000;

/** Who opened or changed this member's information in the last year, newest first, from the audit trail. */
export async function listWhoLooked(actor: Actor, deps: ReadDeps = SYSTEM): Promise<readonly HistoryEntry[]> {
  const now = deps.clock.now();
  const { memberId, relation } = requireLeave(actor, 'account.read', now);
  const rows = await asMember(memberId, (tx) => listHistory(tx, memberId, instant(now.getTime() - YEAR_MS), now));
  const withheld = relation === null ? [] : await listWithheldVisits(memberId);
  const hidden = new Set(withheld.map((id) => `appointment:${id}`));
  const own = ({ action, subject }: { action: string; subject: string }) => action.startsWith('consent.') || hidden.has(subject);
  const shown = relation === null ? rows : rows.filter((row) => !own(row));
  return dropRepeatedLooks(shown).map(({ at, actor: label, action }) => ({
    at,
    action,
    who: whoIs(label, memberId),
  }));
}

function whoIs(label: string, memberId: string): HistoryEntry['who'] {
  if (label === `member:${memberId}`) return 'you';
  if (label.startsWith('member:')) return 'helper';
  if (label.startsWith('staff:')) return 'staff';
  if (label.startsWith('practice:')) return 'practice';
  return label === 'visitor' ? 'browser' : 'system';
}

/** What the delivery of a message asks about the account it is for. */
export async function decideContact(memberId: string): Promise<Recipient | 'as-written' | 'nowhere'> {
  const account = await asSystem('recipient', (tx) => findAccount(tx, memberId));
  if (!account?.profile.contact) return 'as-written';
  return recipientFor(account, availableChannels()) ?? 'nowhere';
}

/**
 * Where messages to a member go, by what they said is safe; null when they want none, have not said, or the account is
 * gone. For jobs and for commands of other domains.
 */
export async function findRecipient(memberId: string): Promise<Recipient | null> {
  const account = await asSystem('recipient', (tx) => findAccount(tx, memberId));
  return account ? recipientFor(account, availableChannels()) : null;
}
