import 'server-only';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { asMember, asSystem } from '@/lib/db/scope';
import { appOrigins } from '@/lib/env';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import type { Id } from '@/lib/ids';
import { type Actor, actorLabel, type MemberActor } from './actor';
import { can, needsFreshProof } from './policy';
import { type SignInDeps, systemSignIn } from './sign-in';
import { later } from './store';
import {
  deletePasskey,
  findPasskey,
  insertChallenge,
  insertPasskey,
  listPasskeys,
  markPasskeyUsed,
  type PasskeyView,
  takeChallenge,
} from './store-passkey';

export const CHALLENGE_MS = 5 * 60_000;
const MAX_PASSKEYS = 10;

const hostOf = (origin: string) => new URL(origin).hostname;
/** A passkey belongs to one host name; where the portal has several, to the one it was made at. */
const hosts = () => appOrigins().map(hostOf);

/** What a browser's `credential.toJSON()` gives; the library checks the rest. */
const credential = z.looseObject({ id: z.string().max(1400), rawId: z.string(), type: z.literal('public-key') });
const parseCredential = (text: string): unknown => {
  try {
    return credential.parse(JSON.parse(text));
  } catch (cause) {
    throw refused(cause);
  }
};
const refused = (cause?: unknown) => new AppError('CODE_UNKNOWN', { cause, fields: { form: 'signIn.errors.passkey' } });

function requireOwner(actor: Actor, now: Date): MemberActor {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  const resource = { ownerId: actor.memberId, now };
  if (needsFreshProof(actor, 'account.passkeys', resource)) throw new AppError('SIGN_IN_NEEDED', { data: { again: true } });
  if (!can(actor, 'account.passkeys', resource)) throw new AppError('NOT_FOUND');
  return actor;
}

export interface Ceremony {
  /** For the browser's WebAuthn call, as JSON. */
  readonly options: unknown;
  /** Binds the answer to the browser that asked. */
  readonly token: string;
}

/** Begins to add a passkey. The name shown beside it in a phone's list is neutral. @throws SIGN_IN_NEEDED · NOT_FOUND */
export async function startRegistration(actor: Actor, origin: string, deps: SignInDeps = systemSignIn): Promise<Ceremony> {
  const now = deps.clock.now();
  const { memberId } = requireOwner(actor, now);
  const known = await asMember(memberId, (tx) => listPasskeys(tx, memberId));
  const options = await generateRegistrationOptions({
    rpName: 'Care access',
    rpID: hostOf(origin),
    userName: 'Care access',
    userID: new TextEncoder().encode(memberId),
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const token = deps.ids.token(32);
  const challenge = { value: options.challenge, memberId, shared: false };
  await asSystem('sign-in', (tx) => insertChallenge(tx, token, challenge, later(now, CHALLENGE_MS)));
  return { options, token };
}

/** Keeps a passkey. @throws CODE_UNKNOWN for an answer to another challenge, by another member or of another site alike */
export async function finishRegistration(
  actor: Actor,
  answer: { readonly token: string | undefined; readonly credential: string },
  deps: SignInDeps = systemSignIn,
): Promise<void> {
  const now = deps.clock.now();
  const { memberId } = requireOwner(actor, now);
  const challenge = await asSystem('sign-in', (tx) => takeChallenge(tx, answer.token ?? '', now));
  if (challenge?.memberId !== memberId) throw refused();
  const response = parseCredential(answer.credential) as Parameters<typeof verifyRegistrationResponse>[0]['response'];
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge.value,
    expectedOrigin: [...appOrigins()],
    expectedRPID: hosts(),
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw refused(cause);
  });
  if (!verified.verified) throw refused();
  const key = verified.registrationInfo.credential;
  await asMember(memberId, async (tx) => {
    if ((await listPasskeys(tx, memberId)).length >= MAX_PASSKEYS) throw new AppError('TOO_MANY');
    const row = {
      id: key.id,
      memberId: memberId as Id<'member'>,
      publicKey: new Uint8Array(key.publicKey),
      counter: key.counter,
    };
    await insertPasskey(tx, { ...row, transports: key.transports ?? [] }, now);
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.passkey-added', subject: `member:${memberId}` });
  });
}

/** Begins a sign-in by passkey. Names no key: nobody can find out who has one. @throws TOO_MANY */
export async function startPasskeySignIn(
  { shared, network, origin }: { readonly shared: boolean; readonly network: string; readonly origin: string },
  deps: SignInDeps = systemSignIn,
): Promise<Ceremony> {
  if (network !== 'local') await requireUnderLimit(RATE_RULES.codeForNetwork, `passkey|${network}`, deps.clock);
  await requireUnderLimit(RATE_RULES.signInGlobal, 'passkey', deps.clock);
  const options = await generateAuthenticationOptions({ rpID: hostOf(origin), userVerification: 'required' });
  const token = deps.ids.token(32);
  const challenge = { value: options.challenge, memberId: null, shared };
  await asSystem('sign-in', (tx) => insertChallenge(tx, token, challenge, later(deps.clock.now(), CHALLENGE_MS)));
  return { options, token };
}

/** Who a passkey's answer signs in. @throws CODE_UNKNOWN for unknown, replayed and foreign answers and barred accounts alike */
export async function finishPasskeySignIn(
  answer: { readonly token: string | undefined; readonly credential: string },
  deps: SignInDeps = systemSignIn,
): Promise<{ readonly memberId: Id<'member'>; readonly shared: boolean }> {
  const now = deps.clock.now();
  const challenge = await asSystem('sign-in', (tx) => takeChallenge(tx, answer.token ?? '', now));
  if (!challenge || challenge.memberId !== null) throw refused();
  const response = parseCredential(answer.credential) as Parameters<typeof verifyAuthenticationResponse>[0]['response'];
  const key = await asSystem('sign-in', (tx) => findPasskey(tx, response.id));
  if (!key) throw refused();
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge.value,
    expectedOrigin: [...appOrigins()],
    expectedRPID: hosts(),
    credential: key,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw refused(cause);
  });
  if (!verified.verified) throw refused();
  const { memberId } = key;
  await asSystem('sign-in', async (tx) => {
    await markPasskeyUsed(tx, key.id, verified.authenticationInfo.newCounter, now);
    const detail = { method: 'passkey' };
    await recordAudit(tx, { actor: `member:${memberId}`, action: 'account.signed-in', subject: `member:${memberId}`, detail });
  });
  return { memberId, shared: challenge.shared };
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
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.passkey-removed', subject: `member:${memberId}` });
  });
}
