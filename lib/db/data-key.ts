import { randomBytes } from 'node:crypto';
import { openWith, purposeKey, purposeKeys, rootName, sealWith } from './seal';

const PURPOSE = 'member-key';
const boundTo = (memberId: string) => `member:wrapped_key:${memberId}`;

/** A member's data key as the database holds it. Without the root key it is noise; destroyed, the member's data is. */
export interface WrappedKey {
  readonly wrapped: Uint8Array<ArrayBuffer>;
  /** Which root key wrapped it. */
  readonly root: string;
}

/** Wraps a data key under the root key in force. */
export function wrapDataKey(memberId: string, key: Buffer): WrappedKey {
  return { wrapped: new Uint8Array(sealWith(purposeKey(PURPOSE), boundTo(memberId), key)), root: rootName() };
}

/** A fresh data key for one member. */
export function newDataKey(memberId: string): WrappedKey & { readonly key: Buffer } {
  const key = randomBytes(32);
  return { key, ...wrapDataKey(memberId, key) };
}

/** The member's data key, or null when it was destroyed, or wrapped by a root key that is gone. */
export function unwrapDataKey(memberId: string, wrapped: Uint8Array | null): Buffer | null {
  if (!wrapped) return null;
  for (const key of purposeKeys(PURPOSE)) {
    const opened = openWith(key, boundTo(memberId), wrapped);
    if (opened) return opened;
  }
  return null;
}
