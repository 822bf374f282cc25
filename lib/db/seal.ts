import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '@/lib/env';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 1;

function rootKey(text: string): Buffer {
  const root = Buffer.from(text, 'base64');
  if (root.length !== 32) throw new Error('SECRET_KEY must be 32 bytes in base64. See .env.example.');
  return root;
}

/**
 * The root keys that open: SECRET_KEY first, which also seals, then SECRET_KEY_PREVIOUS. Both are set while a key is
 * being replaced, so that nothing stops working meanwhile.
 */
function rootKeys(): readonly Buffer[] {
  const { SECRET_KEY, SECRET_KEY_PREVIOUS } = env();
  return [rootKey(SECRET_KEY), ...(SECRET_KEY_PREVIOUS ? [rootKey(SECRET_KEY_PREVIOUS)] : [])];
}

const NO_SALT = Buffer.alloc(0);
const derive = (root: Buffer, purpose: string, salt: Buffer = NO_SALT) =>
  Buffer.from(hkdfSync('sha256', root, salt, `portal:${purpose}`, 32));

/** 32 random bytes. */
export const randomKey = (): Buffer => randomBytes(32);

/** A 32-byte key for one purpose, derived from SECRET_KEY. @throws when SECRET_KEY is not 32 bytes of base64. */
export function purposeKey(purpose: string): Buffer {
  return derive(rootKey(env().SECRET_KEY), purpose);
}

/** The keys of one purpose that may have been used: the present one, then the previous one while it is being replaced. */
export function purposeKeys(purpose: string): readonly Buffer[] {
  return rootKeys().map((root) => derive(root, purpose));
}

/** The key of one purpose that needs the root key and a secret of the key ring: neither alone opens anything. */
export function ringKey(purpose: string, secret: Buffer): Buffer {
  return derive(rootKey(env().SECRET_KEY), purpose, secret);
}

/** As `purposeKeys`, with a secret of the key ring. */
export function ringKeys(purpose: string, secret: Buffer): readonly Buffer[] {
  return rootKeys().map((root) => derive(root, purpose, secret));
}

/** Names the root key in force without telling it, so that rows can say which one wrapped them. */
export function rootName(): string {
  return createHash('sha256').update(purposeKey('root-name')).digest('hex').slice(0, 12);
}

/**
 * AES-256-GCM under a given key. `boundTo` names table, column and row: a ciphertext copied to another row does not
 * open. Layout: version (1 byte), IV (12), tag (16), ciphertext.
 */
export function sealWith(key: Buffer, boundTo: string, plain: string | Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(boundTo));
  const body = Buffer.concat([cipher.update(typeof plain === 'string' ? Buffer.from(plain) : plain), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), body]);
}

/** The bytes sealed by `sealWith`, or null when they were changed, moved or made with another key. */
export function openWith(key: Buffer, boundTo: string, sealed: Uint8Array): Buffer | null {
  const bytes = Buffer.from(sealed);
  if (bytes.length < 1 + IV_BYTES + TAG_BYTES || bytes[0] !== VERSION) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + IV_BYTES));
    decipher.setAAD(Buffer.from(boundTo)).setAuthTag(bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

/** `sealWith` under the key of a purpose. */
export function seal(purpose: string, boundTo: string, plain: string | Buffer): Buffer {
  return sealWith(purposeKey(purpose), boundTo, plain);
}

/** The bytes sealed by `seal`, under the present or the previous root key; null when they do not open. */
export function openBytes(purpose: string, boundTo: string, sealed: Uint8Array): Buffer | null {
  for (const key of purposeKeys(purpose)) {
    const plain = openWith(key, boundTo, sealed);
    if (plain) return plain;
  }
  return null;
}

/** The text sealed by `seal`, as `openBytes`. */
export function open(purpose: string, boundTo: string, sealed: Uint8Array): string | null {
  return openBytes(purpose, boundTo, sealed)?.toString('utf8') ?? null;
}
