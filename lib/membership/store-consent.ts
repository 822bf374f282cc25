import 'server-only';
import { findDataKey } from '@/lib/auth/store';
import type { Tx } from '@/lib/db/client';
import { openWith, sealWith } from '@/lib/db/seal';
import { systemIds } from '@/lib/ids';
import type { Consent, ConsentId, ConsentInput } from './model-consent';

const boundTo = (id: string) => `consent:document:${id}`;
type Document = Pick<Consent, 'recipient' | 'signature'>;

/** Keeps a consent; to whom and by whose hand is sealed with the member's key. */
export async function insertConsent(
  tx: Tx,
  memberId: string,
  { recipient, signature, scope, purpose }: Omit<ConsentInput, 'period'>,
  when: { readonly givenAt: Date; readonly expiresAt: Date | null },
): Promise<ConsentId> {
  const key = await findDataKey(tx, memberId);
  if (!key) throw new Error('An account without its key');
  const id = systemIds.uuid<'consent'>();
  const document = new Uint8Array(sealWith(key, boundTo(id), JSON.stringify({ recipient, signature } satisfies Document)));
  await tx.consent.createMany({ data: [{ id, memberId, scope, purpose, document, ...when }] });
  return id;
}

/** Every consent of a member, newest first, also those that are over. */
export async function listConsentsOf(tx: Tx, memberId: string): Promise<readonly Consent[]> {
  const key = await findDataKey(tx, memberId);
  const rows = await tx.consent.findMany({ where: { memberId }, orderBy: { givenAt: 'desc' } });
  return rows.flatMap(({ id, scope, purpose, document, givenAt, expiresAt, withdrawnAt }) => {
    const plain = key && openWith(key, boundTo(id), document);
    if (!plain) return [];
    const facts = { scope: scope as Consent['scope'], purpose: purpose as Consent['purpose'] };
    return [
      { id: id as ConsentId, ...facts, ...(JSON.parse(plain.toString('utf8')) as Document), givenAt, expiresAt, withdrawnAt },
    ];
  });
}

/** Ends a consent once. False for foreign, unknown and withdrawn ones alike. */
export async function markWithdrawn(tx: Tx, memberId: string, id: string, now: Date): Promise<boolean> {
  const where = { id, memberId, withdrawnAt: null };
  return (await tx.consent.updateMany({ where, data: { withdrawnAt: now } })).count === 1;
}
