import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** The few parts of CBOR (RFC 8949) that a passkey's answer is made of. */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}
type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;
function encode(value: Cbor): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as ReadonlyMap<number | string, Cbor>)];
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, each]) => [encode(key), encode(each)])]);
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const ES256 = -7;

interface Manner {
  readonly origin?: string;
  /** False: nobody showed face, finger or PIN. */
  readonly verified?: boolean;
  /** The COSE number the key claims. */
  readonly algorithm?: number;
}

/** A phone that makes one ES256 passkey and answers challenges with it, as a browser would send the answer. */
export function createAuthenticator(home: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const rawId = randomBytes(32);
  const id = rawId.toString('base64url');
  let counter = 0;

  const clientData = (type: string, challenge: string, { origin = home }: Manner) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authData = (flags: number, { verified = true }: Manner, rest: readonly Buffer[] = []) => {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(new URL(home).hostname), Buffer.from([flags | 1 | (verified ? 4 : 0)]), count, ...rest]);
  };
  const wrap = (response: Record<string, Buffer>) =>
    JSON.stringify({
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: Object.fromEntries(Object.entries(response).map(([name, bytes]) => [name, bytes.toString('base64url')])),
    });
  const challengeOf = (options: unknown) => (options as { challenge: string }).challenge;

  return {
    /** Answers `create`. */
    create(options: unknown, manner: Manner = {}): string {
      const cose = new Map<number, Cbor>([
        [1, 2],
        [3, manner.algorithm ?? ES256],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]);
      const data = authData(0x40, manner, [Buffer.alloc(16), Buffer.from([0, rawId.length]), rawId, encode(cose)]);
      const attestation = new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', data],
      ]);
      const clientDataJSON = clientData('webauthn.create', challengeOf(options), manner);
      return wrap({ clientDataJSON, attestationObject: encode(attestation) });
    },
    /** Answers `get`. */
    show(options: unknown, manner: Manner = {}): string {
      const clientDataJSON = clientData('webauthn.get', challengeOf(options), manner);
      const authenticatorData = authData(0, manner);
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientDataJSON)]), privateKey);
      return wrap({ clientDataJSON, authenticatorData, signature });
    },
  };
}
