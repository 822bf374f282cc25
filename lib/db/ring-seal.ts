import 'server-only';
import { env } from '@/lib/env';
import { logger } from '@/lib/logger';
import { findSecrets, makeSecret, type RingId } from './keyring';
import { openBytes, openWith, ringKey, ringKeys, seal, sealWith } from './seal';

/** A sealed column and the id of the ring's secret that opens it with the root key; null: the root key alone. */
export interface Sealed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ringId: string | null;
}

/** False while instances of the release before still run, which open the older form alone. */
export const sealsInRing = (): boolean => env().KEYRING_SEALS === 'on';

/** `seal` under the root key and a secret of the ring together, which is made when it is not there. */
export async function sealInRing(purpose: string, ringId: RingId, boundTo: string, plain: string | Buffer): Promise<Sealed> {
  if (!sealsInRing()) return { bytes: new Uint8Array(seal(purpose, boundTo, plain)), ringId: null };
  const key = ringKey(purpose, await makeSecret(ringId));
  return { bytes: new Uint8Array(sealWith(key, boundTo, plain)), ringId };
}

export interface SealedRow extends Pick<Sealed, 'ringId'> {
  readonly boundTo: string;
  readonly bytes: Uint8Array;
}

/**
 * Opens rows of one purpose in either form, asking the ring once for all of them. Null where a row does not open: its
 * secret is destroyed or lost, it was moved or changed, or its root key is gone.
 * @throws when the ring does not answer, like a database that is down
 */
export async function openInRing(purpose: string, rows: readonly SealedRow[]): Promise<(Buffer | null)[]> {
  const secrets = await findSecrets(rows.map(({ ringId }) => ringId));
  const missing = rows.filter(({ ringId }) => ringId !== null && !secrets.has(ringId)).length;
  // Rows of the deleted are emptied, so nobody should ask: somebody lost a part of the ring, or has an old one.
  if (missing > 0) logger.error({ event: 'keyring.secret-missing', name: purpose, count: missing });
  return rows.map(({ ringId, boundTo, bytes }) => {
    if (ringId === null) return openBytes(purpose, boundTo, bytes);
    const secret = secrets.get(ringId);
    if (!secret) return null;
    for (const key of ringKeys(purpose, secret)) {
      const plain = openWith(key, boundTo, bytes);
      if (plain) return plain;
    }
    return null;
  });
}
