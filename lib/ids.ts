import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';

declare const brand: unique symbol;
/** An identifier that cannot be mixed up with one of another kind. */
export type Id<Name extends string> = string & { readonly [brand]: Name };

/** Source of identifiers and secrets. Commands take one in their `deps`. */
export interface Ids {
  /** UUIDv7 (RFC 9562): sorts by creation time, which keeps index inserts at the right-hand edge. */
  uuid<Name extends string>(): Id<Name>;
  /** `bytes` random bytes as base64url; 32 bytes for session tokens (ASVS 7.2.3). */
  token(bytes: number): string;
  /** Eight symbols a person can read over the phone, without vowels or look-alikes; about 35 bits. */
  returnCode(): string;
}

// No vowels (no words by accident), no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V.
const CODE_SYMBOLS = 'CDFGHJKMNPQRTWXY34679';

/** Node's own random UUID with the time in place of its first 48 bits: it draws its chance by the page and not by the piece. */
function uuidv7(nowMs: number): string {
  const time = nowMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

function randomSymbols(count: number): string {
  let text = '';
  while (text.length < count) {
    // Bytes at or above the largest multiple are dropped, or early symbols would be likelier.
    for (const byte of randomBytes(count * 2)) {
      if (byte < 252 && text.length < count) text += CODE_SYMBOLS[byte % CODE_SYMBOLS.length];
    }
  }
  return text;
}

export const systemIds: Ids = {
  uuid: <Name extends string>() => uuidv7(Date.now()) as Id<Name>,
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  returnCode: () => randomSymbols(8),
};

/** `KTRM4927` from what a person typed (`ktrm 4927`, `KTRM-4927`), or null when it cannot be a code. */
export function parseReturnCode(typed: string): string | null {
  const text = typed.toUpperCase().replace(/[\s\-.]/g, '');
  return text.length === 8 && [...text].every((symbol) => CODE_SYMBOLS.includes(symbol)) ? text : null;
}

/** `KTRM 4927`: grouped for reading aloud. */
export function formatReturnCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** True for a UUID of any version. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** SHA-256, hex. For tokens with full entropy only; codes need `keyedHash`. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SHA-256 of what comes in pieces. */
export interface RunningHash {
  add(bytes: Uint8Array): void;
  /** Hex; nothing is added afterwards. */
  end(): string;
}

export function runningSha256(): RunningHash {
  const hash = createHash('sha256');
  return { add: (bytes) => void hash.update(bytes), end: () => hash.digest('hex') };
}

/** HMAC-SHA-256, hex: a look-up key that cannot be guessed backwards from a stolen table. */
export function keyedHash(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** Deterministic generator in [0, 1) for seeds and fair tie-breaking (mulberry32). Never for secrets. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
