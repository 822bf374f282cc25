import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel, type DelegateRelation } from '@/lib/auth/actor';
import { type Address, addressIndex } from '@/lib/auth/address';
import { insertMember } from '@/lib/auth/store';
import { deleteSessionsOf } from '@/lib/auth/store-session';
import { type Clock, instant, systemClock } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { asMember, asSystem } from '@/lib/db/scope';
import type { Locale } from '@/lib/i18n/locale';
import { isUuid } from '@/lib/ids';
import { enqueueNotification, redirectNotifications } from '@/lib/notifications/commands';
import { availableChannels } from '@/lib/notifications/transports';
import { endPapersOf } from './authority';
import { CLOSING_DAYS, type ContactSafety } from './model';
import { findRecipient, getAccount, getOwnAccount, requireLeave } from './queries';
import { recipientFor } from './rules';
import {
  answerInvitation,
  destroyMember,
  endDelegation,
  insertDelegation,
  listDueToClose,
  listToRewrap,
  lockErasing,
  markClosing,
  markErasing,
  markKept,
  rewrapMember,
  updateLocale,
  updateProfile,
} from './store';

export interface MembershipDeps {
  readonly clock: Clock;
}
const SYSTEM: MembershipDeps = { clock: systemClock };
const DAY_MS = 86_400_000;

/**
 * Saves how a person can be reached safely. Messages that wait follow at once: to the new way, or nowhere.
 * @throws SIGN_IN_NEEDED unless the proof is fresh (somebody with an unlocked phone could redirect messages)
 */
export async function changeContactSafety(actor: Actor, contact: ContactSafety, deps: MembershipDeps = SYSTEM): Promise<void> {
  const now = deps.clock.now();
  const { memberId } = requireLeave(actor, 'account.contact', now);
  const account = await getAccount(actor, deps);
  const profile = { ...account.profile, contact };
  const to = recipientFor({ ...account, profile }, availableChannels());
  await asMember(memberId, async (tx) => {
    await updateProfile(tx, memberId, profile, now);
    await redirectNotifications(tx, memberId, to && { ...to, safeTimes: contact.safeTimes });
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.contact-changed', subject: `member:${memberId}` });
  });
}

/** Saves language, the name to use and whether reminders are wanted. */
export async function changeSettings(
  actor: Actor,
  settings: { readonly locale: Locale; readonly firstName: string | undefined; readonly reminders: boolean },
  deps: MembershipDeps = SYSTEM,
): Promise<void> {
  const now = deps.clock.now();
  const { memberId } = requireLeave(actor, 'account.settings', now);
  const account = await getAccount(actor, deps);
  const { firstName: _before, ...kept } = account.profile;
  const profile = { ...kept, reminders: settings.reminders, ...(settings.firstName ? { firstName: settings.firstName } : {}) };
  const to = recipientFor({ ...account, locale: settings.locale, profile }, availableChannels());
  await asMember(memberId, async (tx) => {
    await updateProfile(tx, memberId, profile, now);
    await updateLocale(tx, memberId, settings.locale, now);
    await redirectNotifications(tx, memberId, to && { ...to, safeTimes: to.safeTimes ?? 'any' });
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.settings-changed', subject: `member:${memberId}` });
  });
}

/**
 * Opens a record for a child of the member, who books for it from then on and sees what is on file once papers were
 * seen. The child has no sign-in of its own.
 */
export async function addChild(actor: Actor, firstName: string, deps: MembershipDeps = SYSTEM): Promise<string> {
  const now = deps.clock.now();
  const { memberId } = requireLeave(actor, 'account.people', now);
  const { locale } = await getAccount(actor, deps);
  return asSystem('delegation', async (tx) => {
    const childId = await insertMember(tx, null, locale, now);
    await updateProfile(tx, childId, { firstName, reminders: false }, now);
    await insertDelegation(tx, { memberId: childId, delegateId: memberId, relation: 'parent', inviteIndex: null, now });
    await recordAudit(tx, { actor: actorLabel(actor), action: 'delegation.child-added', subject: `member:${childId}` });
    return childId;
  });
}

/**
 * Invites somebody, by an address that signs in, to act for the member. The same answer whether the address has an
 * account or not. The message names nobody.
 */
export async function inviteDelegate(
  actor: Actor,
  { address, relation }: { readonly address: Address; readonly relation: Extract<DelegateRelation, 'guardian' | 'helper'> },
  deps: MembershipDeps = SYSTEM,
): Promise<void> {
  const now = deps.clock.now();
  const { memberId } = requireLeave(actor, 'account.people', now);
  const { locale } = await getAccount(actor, deps);
  await asMember(memberId, async (tx) => {
    await insertDelegation(tx, { memberId, delegateId: null, relation, inviteIndex: addressIndex(address), now });
    const channel = address.kind === 'email' ? 'email' : 'sms';
    const to = { channel, address: address.text, locale } as const;
    await enqueueNotification(tx, { template: 'delegateInvite', to, params: { link: `/${locale}/account/people` } });
    const detail = { relation };
    await recordAudit(tx, { actor: actorLabel(actor), action: 'delegation.invited', subject: `member:${memberId}`, detail });
  });
}

/** Says yes or no to an invitation to one's own address. @throws NOT_FOUND for foreign, unknown and answered ones alike */
export async function answerInvite(
  actor: Actor,
  { id, accept }: { readonly id: string; readonly accept: boolean },
  deps: MembershipDeps = SYSTEM,
): Promise<void> {
  const account = await getOwnAccount(actor);
  const now = deps.clock.now();
  await asSystem('delegation', async (tx) => {
    const { addresses } = account;
    const memberId = isUuid(id) ? await answerInvitation(tx, id, { delegateId: account.id, addresses, accept, now }) : null;
    if (!memberId) throw new AppError('NOT_FOUND');
    const action = accept ? 'delegation.accepted' : 'delegation.declined';
    await recordAudit(tx, { actor: actorLabel(actor), action, subject: `member:${memberId}` });
  });
}

/** Takes leave away or gives it back, from either side. @throws NOT_FOUND for foreign and ended ones alike */
export async function endDelegate(actor: Actor, id: string, deps: MembershipDeps = SYSTEM): Promise<void> {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  const { accountId } = actor;
  // In the member's own scope: a row in which they have no part does not exist.
  await asMember(accountId, async (tx) => {
    if (!isUuid(id) || !(await endDelegation(tx, id, deps.clock.now()))) throw new AppError('NOT_FOUND');
    await endPapersOf(tx, id, deps);
    await recordAudit(tx, { actor: actorLabel(actor), action: 'delegation.ended', subject: `member:${accountId}` });
  });
}

/** Plans the deletion of the account in 30 days and ends all its sessions. Signing in again can take it back. */
export async function closeAccount(actor: Actor, deps: MembershipDeps = SYSTEM): Promise<void> {
  const now = deps.clock.now();
  const { memberId } = requireLeave(actor, 'account.delete', now);
  const account = await getAccount(actor, deps);
  const to = recipientFor(account, availableChannels());
  const closesAt = instant(now.getTime() + CLOSING_DAYS * DAY_MS);
  await asMember(memberId, async (tx) => {
    await markClosing(tx, memberId, closesAt, now);
    await deleteSessionsOf(tx, memberId);
    const params = { on: closesAt.toISOString().slice(0, 10), link: `/${account.locale}/sign-in` };
    if (to) await enqueueNotification(tx, { template: 'accountClosing', to, params });
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.closing', subject: `member:${memberId}` });
  });
}

/** Takes a planned deletion back. */
export async function keepAccount(actor: Actor, deps: MembershipDeps = SYSTEM): Promise<void> {
  const now = deps.clock.now();
  const { memberId } = requireLeave(actor, 'account.settings', now);
  await asMember(memberId, async (tx) => {
    if (!(await markKept(tx, memberId, now))) return;
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.kept', subject: `member:${memberId}` });
  });
}

interface ErasureDeps extends MembershipDeps {
  /** What another domain holds of the member goes in the same transaction. */
  readonly eraseVisits?: (tx: Tx, memberId: string, now: Date) => Promise<void>;
}

/**
 * Destroys the keys of accounts whose 30 days are over, and their visits; run by a daily job. Three steps, each safe to
 * repeat: no way back (committed), secrets destroyed, rows emptied and told as deleted. Cut off anywhere, nothing that
 * was told as deleted opens, and nothing that could still be kept is lost. @returns accounts deleted
 */
export async function deleteDueAccounts(deps: ErasureDeps = SYSTEM): Promise<number> {
  const now = deps.clock.now();
  const due = await asSystem('deletion', (tx) => listDueToClose(tx, now));
  let deleted = 0;
  for (const memberId of due) {
    await asSystem('deletion', (tx) => markErasing(tx, memberId, now));
    const done = await asSystem('deletion', async (tx) => {
      if (!(await lockErasing(tx, memberId))) return false;
      await deps.eraseVisits?.(tx, memberId, now);
      await destroyMember(tx, memberId, now);
      await recordAudit(tx, { actor: 'system:deletion', action: 'account.deleted', subject: `member:${memberId}` });
      return true;
    });
    if (done) deleted += 1;
  }
  return deleted;
}

/** Wraps member keys by the root key in force and the key ring, in small steps beside the running portal. @returns keys rewrapped */
export async function rotateMemberKeys(batch = 100): Promise<number> {
  for (let done = 0; ; ) {
    const ids = await asSystem('key-rotation', (tx) => listToRewrap(tx, batch));
    let step = 0;
    for (const id of ids) if (await asSystem('key-rotation', (tx) => rewrapMember(tx, id))) step += 1;
    done += step;
    if (step === 0) return done;
  }
}

/** Tells a member, in the way they called safe, that somebody signed in unusually or changed a way to sign in. */
export async function tellMember(memberId: string, template: 'newSignIn' | 'accountChanged'): Promise<void> {
  const to = await findRecipient(memberId);
  if (!to) return;
  await asMember(memberId, async (tx) => {
    await enqueueNotification(tx, { template, to, params: { link: `/${to.locale}/sign-in` } });
  });
}
