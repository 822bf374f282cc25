import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '@/lib/env';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 1;

/** A 32-byte key for one purpose, derived from SECRET_KEY. @throws when SECRET_KEY is not 32 bytes of base64. */
export function purposeKey(purpose: string): Buffer {
  const root = Buffer.from(env().SECRET_KEY, 'base64');
  if (root.length !== 32) throw new Error('SECRET_KEY must be 32 bytes in base64. See .env.example.');
  return Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `portal:${purpose}`, 32));
}

/**
 * AES-256-GCM. `boundTo` names table, column and row: a ciphertext copied to another row does not open.
 * Layout: version (1 byte), IV (12), tag (16), ciphertext.
 */
export function seal(purpose: string, boundTo: string, plain: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', purposeKey(purpose), iv).setAAD(Buffer.from(boundTo));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), body]);
}

/** The text sealed by `seal`, or null when it was changed, moved or made with another key. */
export function open(purpose: string, boundTo: string, sealed: Uint8Array): string | null {
  const bytes = Buffer.from(sealed);
  if (bytes.length < 1 + IV_BYTES + TAG_BYTES || bytes[0] !== VERSION) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', purposeKey(purpose), bytes.subarray(1, 1 + IV_BYTES));
    decipher.setAAD(Buffer.from(boundTo)).setAuthTag(bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
