import 'server-only';
import { AppError, isAppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { asMember, asSystem } from '@/lib/db/scope';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import type { Id } from '@/lib/ids';
import { enqueueJob } from '@/lib/jobs/boss';
import { type Actor, actorLabel, type MemberActor } from './actor';
import { beginCeremony, type Ceremony, type CeremonyAnswer, endCeremony } from './ceremony';
import { can, needsFreshProof } from './policy';
import { noteRefusal } from './refusal';
import { type SignInDeps, systemSignIn } from './sign-in';
import { deletePasskey, findPasskey, insertPasskey, listPasskeys, markPasskeyUsed, type PasskeyView } from './store-passkey';
import { creationOptions, parseCredential, refusedKey, requestOptions, verifyKey, verifyNewKey } from './webauthn';

const MAX_PASSKEYS = 10;

function requireOwner(actor: Actor, now: Date): MemberActor {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  const resource = { ownerId: actor.memberId, now };
  if (needsFreshProof(actor, 'account.passkeys', resource)) throw new AppError('SIGN_IN_NEEDED', { data: { again: true } });
  if (!can(actor, 'account.passkeys', resource)) {
    noteRefusal(actor, 'account.passkeys');
    throw new AppError('NOT_FOUND');
  }
  return actor;
}

/** Begins to add a passkey. @throws SIGN_IN_NEEDED · NOT_FOUND */
export async function startRegistration(actor: Actor, origin: string, deps: SignInDeps = systemSignIn): Promise<Ceremony> {
  const { memberId } = requireOwner(actor, deps.clock.now());
  const known = await asMember(memberId, (tx) => listPasskeys(tx, memberId));
  const options = await creationOptions(origin, memberId, known);
  return beginCeremony(options, { memberId }, deps);
}

/** Keeps a passkey. @throws CODE_UNKNOWN for an answer to another challenge, by another member or of another site alike */
export async function finishRegistration(actor: Actor, answer: CeremonyAnswer, deps: SignInDeps = systemSignIn): Promise<void> {
  const now = deps.clock.now();
  const { memberId } = requireOwner(actor, now);
  const challenge = await endCeremony(answer, { memberId }, now);
  const key = await verifyNewKey(answer.credential, challenge.value);
  await asMember(memberId, async (tx) => {
    if ((await listPasskeys(tx, memberId)).length >= MAX_PASSKEYS) throw new AppError('TOO_MANY');
    await insertPasskey(tx, { ...key, memberId: memberId as Id<'member'> }, now);
    await enqueueJob(tx, { queue: 'account.notice', data: { memberId, template: 'accountChanged' } });
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.passkey-added', subject: `member:${memberId}` });
  });
}

/** Begins a sign-in by passkey. @throws TOO_MANY */
export async function startPasskeySignIn(
  { shared, network, origin }: { readonly shared: boolean; readonly network: string; readonly origin: string },
  deps: SignInDeps = systemSignIn,
): Promise<Ceremony> {
  if (network !== 'local') await requireUnderLimit(RATE_RULES.codeForNetwork, `passkey|${network}`, deps.clock);
  await requireUnderLimit(RATE_RULES.signInGlobal, 'passkey', deps.clock);
  return beginCeremony(await requestOptions(origin), { shared }, deps);
}

/** Who a passkey's answer signs in. @throws CODE_UNKNOWN for unknown, replayed and foreign answers and barred accounts alike */
export async function finishPasskeySignIn(
  answer: CeremonyAnswer,
  deps: SignInDeps = systemSignIn,
): Promise<{ readonly memberId: Id<'member'>; readonly shared: boolean }> {
  const now = deps.clock.now();
  const challenge = await endCeremony(answer, {}, now);
  const detail = { method: 'passkey' };
  try {
    const { id } = parseCredential(answer.credential);
    const key = await asSystem('sign-in', (tx) => findPasskey(tx, id));
    if (!key) throw refusedKey();
    const counter = await verifyKey(answer.credential, challenge.value, key);
    const { memberId } = key;
    await asSystem('sign-in', async (tx) => {
      await markPasskeyUsed(tx, key.id, counter, now);
      await recordAudit(tx, { actor: `member:${memberId}`, action: 'account.signed-in', subject: `member:${memberId}`, detail });
    });
    return { memberId, shared: challenge.shared };
  } catch (error) {
    // One row for one challenge, and those are limited by network and in all.
    const refusal = { actor: 'visitor', action: 'account.sign-in-refused', detail };
    if (isAppError(error, 'CODE_UNKNOWN')) await asSystem('sign-in', (tx) => recordAudit(tx, refusal));
    throw error;
  }
}

/** The passkeys of the signed-in member. @throws as `startRegistration` */
export function getPasskeys(actor: Actor, deps: SignInDeps = systemSignIn): Promise<readonly PasskeyView[]> {
  const { memberId } = requireOwner(actor, deps.clock.now());
  return asMember(memberId, (tx) => listPasskeys(tx, memberId));
}

/** Takes a passkey away. @throws NOT_FOUND for foreign and unknown ones alike */
export async function removePasskey(actor: Actor, id: string, deps: SignInDeps = systemSignIn): Promise<void> {
  const { memberId } = requireOwner(actor, deps.clock.now());
  await asMember(memberId, async (tx) => {
    if (!(await deletePasskey(tx, memberId, id))) throw new AppError('NOT_FOUND');
    await enqueueJob(tx, { queue: 'account.notice', data: { memberId, template: 'accountChanged' } });
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.passkey-removed', subject: `member:${memberId}` });
  });
}
