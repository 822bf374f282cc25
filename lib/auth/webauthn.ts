import 'server-only';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { AppError } from '@/lib/app-error';
import { appOrigins } from '@/lib/env';

/** Ed25519, ES256 and RS256: what phones, computers and keys make, and nothing weaker (ASVS 11.6.1; IANA COSE numbers). */
const ALGORITHMS = [-8, -7, -257];

const hostOf = (origin: string) => new URL(origin).hostname;
/** A passkey belongs to one host name; where the portal has several, to the one it was made at. */
const hosts = () => appOrigins().map(hostOf);

/** What a browser's `credential.toJSON()` gives; the library checks the rest. */
const Credential = z.looseObject({ id: z.string().max(1400), rawId: z.string(), type: z.literal('public-key') });

/** One answer to all that is wrong with a passkey. */
export const refusedKey = (cause?: unknown) => new AppError('CODE_UNKNOWN', { cause, fields: { form: 'signIn.errors.passkey' } });

/** The answer of a browser, as far as its shape goes. @throws CODE_UNKNOWN */
export function parseCredential(text: string): { readonly id: string } {
  try {
    return Credential.parse(JSON.parse(text));
  } catch (cause) {
    throw refusedKey(cause);
  }
}

const refuse = (cause: unknown) => {
  throw refusedKey(cause);
};

/** What a browser needs to make a passkey. The name shown beside it in a phone's list is neutral. */
export function creationOptions(origin: string, ownerId: string, known: readonly { readonly id: string }[]) {
  return generateRegistrationOptions({
    rpName: 'Care access',
    rpID: hostOf(origin),
    userName: 'Care access',
    userID: new TextEncoder().encode(ownerId),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** What a browser needs to show one. Without `known` it names no key: nobody can find out who has one. */
export function requestOptions(origin: string, known: readonly { readonly id: string }[] = []) {
  const allowCredentials = known.map(({ id }) => ({ id }));
  const named = allowCredentials.length > 0 ? { allowCredentials } : {};
  return generateAuthenticationOptions({ rpID: hostOf(origin), userVerification: 'required', ...named });
}

export interface NewKey {
  readonly id: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** The passkey in an answer to `creationOptions`. @throws CODE_UNKNOWN for another challenge, site, algorithm or no finger */
export async function verifyNewKey(credential: string, expectedChallenge: string): Promise<NewKey> {
  const response = parseCredential(credential) as Parameters<typeof verifyRegistrationResponse>[0]['response'];
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: [...appOrigins()],
    expectedRPID: hosts(),
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(refuse);
  if (!verified.verified) throw refusedKey();
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
  return { id, publicKey: new Uint8Array(publicKey), counter, transports };
}

/** The new counter of a passkey that answered `requestOptions`. @throws CODE_UNKNOWN as `verifyNewKey` */
export async function verifyKey(
  credential: string,
  expectedChallenge: string,
  key: Pick<NewKey, 'id' | 'publicKey' | 'counter'>,
): Promise<number> {
  const response = parseCredential(credential) as Parameters<typeof verifyAuthenticationResponse>[0]['response'];
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: [...appOrigins()],
    expectedRPID: hosts(),
    credential: key,
    requireUserVerification: true,
  }).catch(refuse);
  if (!verified.verified) throw refusedKey();
  return verified.authenticationInfo.newCounter;
}
