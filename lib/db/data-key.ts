import 'server-only';
import { openInRing, sealInRing } from './ring-seal';
import { randomKey, rootName } from './seal';

const PURPOSE = 'member-key';
const boundTo = (memberId: string) => `member:wrapped_key:${memberId}`;

/**
 * A member's data key as the database holds it. Without the root key and the member's secret of the key ring it is
 * noise; the secret destroyed, all that was sealed with the key is, in every backup.
 */
export interface WrappedKey {
  readonly wrapped: Uint8Array<ArrayBuffer>;
  /** Which root key wrapped it. */
  readonly root: string;
  readonly ringId: string | null;
}

/** Wraps a data key under the root key in force and the member's secret, which is made when there is none. */
export async function wrapDataKey(memberId: string, key: Buffer): Promise<WrappedKey> {
  const { bytes, ringId } = await sealInRing(PURPOSE, `member:${memberId}`, boundTo(memberId), key);
  return { wrapped: bytes, root: rootName(), ringId };
}

/** A fresh data key for one member. */
export async function newDataKey(memberId: string): Promise<WrappedKey & { readonly key: Buffer }> {
  const key = randomKey();
  return { key, ...(await wrapDataKey(memberId, key)) };
}

export interface KeyRow {
  readonly id: string;
  readonly wrappedKey: Uint8Array | null;
  readonly ringId: string | null;
}

/** The member's data key; null when it or its secret was destroyed, or wrapped by a root key that is gone. */
export async function unwrapDataKey({ id, wrappedKey, ringId }: KeyRow): Promise<Buffer | null> {
  if (!wrappedKey) return null;
  const [key] = await openInRing(PURPOSE, [{ ringId, boundTo: boundTo(id), bytes: wrappedKey }]);
  return key ?? null;
}
