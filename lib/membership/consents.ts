import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { type Clock, instant, systemClock } from '@/lib/clock';
import { asMember } from '@/lib/db/scope';
import { isUuid } from '@/lib/ids';
import { type Consent, type ConsentInput, endOf } from './model-consent';
import { requireLeave } from './queries';
import { insertConsent, listConsentsOf, markWithdrawn } from './store-consent';

interface Deps {
  readonly clock: Clock;
}
const SYSTEM: Deps = { clock: systemClock };

/** The member's decisions about records of alcohol and drug treatment. @throws SIGN_IN_NEEDED · NOT_FOUND for delegates */
export async function listConsents(actor: Actor, deps: Deps = SYSTEM): Promise<readonly Consent[]> {
  const { memberId } = requireLeave(actor, 'account.consents', deps.clock.now());
  return asMember(memberId, (tx) => listConsentsOf(tx, memberId));
}

/** Records a written consent (42 CFR 2.31). Nothing is released by it. @throws as `listConsents` */
export async function giveConsent(actor: Actor, { period, ...input }: ConsentInput, deps: Deps = SYSTEM): Promise<void> {
  const now = deps.clock.now();
  const { memberId } = requireLeave(actor, 'account.consents', now);
  const end = endOf(period, now);
  const when = { givenAt: now, expiresAt: end === null ? null : instant(end) };
  await asMember(memberId, async (tx) => {
    await insertConsent(tx, memberId, input, when);
    const detail = { scope: input.scope, purpose: input.purpose };
    await recordAudit(tx, { actor: actorLabel(actor), action: 'consent.given', subject: `member:${memberId}`, detail });
  });
}

/** Withdraws a consent; it holds at once (42 CFR 2.31(a)(6)). @throws as `listConsents`, NOT_FOUND for foreign ids */
export async function withdrawConsent(actor: Actor, id: string, deps: Deps = SYSTEM): Promise<void> {
  const now = deps.clock.now();
  const { memberId } = requireLeave(actor, 'account.consents', now);
  await asMember(memberId, async (tx) => {
    if (!isUuid(id) || !(await markWithdrawn(tx, memberId, id, now))) throw new AppError('NOT_FOUND');
    await recordAudit(tx, { actor: actorLabel(actor), action: 'consent.withdrawn', subject: `member:${memberId}` });
  });
}
