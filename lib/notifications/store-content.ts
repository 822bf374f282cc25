import 'server-only';
import type { RingId } from '@/lib/db/keyring';
import { openInRing, sealInRing } from '@/lib/db/ring-seal';

const PURPOSE = 'notification';
const boundTo = (table: string, id: string) => `${table}:content:${id}`;

/**
 * Whose secret seals a message, so that it goes with the visit or the account; one that is nobody's (a sign-in code) has
 * its day's, which is destroyed when the messages of that day are gone.
 */
export function ringIdFor(subject: string | null, memberId: string | null, day: Date): RingId {
  if (subject?.startsWith('appointment:')) return subject as RingId;
  return memberId ? `member:${memberId}` : `day:${dayOf(day)}`;
}

export async function sealed(
  table: string,
  id: string,
  value: unknown,
  ring: RingId,
): Promise<{ content: Uint8Array<ArrayBuffer>; ringId: string | null }> {
  const { bytes, ringId } = await sealInRing(PURPOSE, ring, boundTo(table, id), JSON.stringify(value));
  return { content: bytes, ringId };
}

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The contents of rows as text, asking the key ring once; null where one does not open. */
export async function opened(
  table: string,
  rows: readonly { readonly id: string; readonly content: Uint8Array; readonly ringId: string | null }[],
): Promise<(string | null)[]> {
  const all = rows.map(({ id, content, ringId }) => ({ ringId, boundTo: boundTo(table, id), bytes: content }));
  return (await openInRing(PURPOSE, all)).map((plain) => plain?.toString('utf8') ?? null);
}
