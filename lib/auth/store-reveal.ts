import 'server-only';
import type { Tx } from '@/lib/db/client';
import { openWith, sealWith } from '@/lib/db/seal';
import { findDataKey } from './store';

interface Place {
  readonly sessionId: string;
  readonly memberId: string;
}
const boundTo = (id: string) => `member_session:reveal:${id}`;

/** Keeps a text for one look in this session, sealed with the member's key. */
export async function keepReveal(tx: Tx, { sessionId, memberId }: Place, text: string): Promise<void> {
  const key = await findDataKey(tx, memberId);
  if (!key) return;
  const reveal = new Uint8Array(sealWith(key, boundTo(sessionId), text));
  await tx.memberSession.updateMany({ where: { id: sessionId, memberId }, data: { reveal } });
}

/** The kept text, once: two looks at the same moment do not both get it. */
export async function takeReveal(tx: Tx, { sessionId, memberId }: Place): Promise<string | null> {
  const rows = await tx.$queryRaw<{ reveal: Uint8Array | null }[]>`
    UPDATE member_session s SET reveal = NULL
    FROM (SELECT id, reveal FROM member_session WHERE id = ${sessionId}::uuid AND reveal IS NOT NULL FOR UPDATE) old
    WHERE s.id = old.id RETURNING old.reveal`;
  const [row] = rows;
  const key = row?.reveal ? await findDataKey(tx, memberId) : null;
  return key && row?.reveal ? (openWith(key, boundTo(sessionId), row.reveal)?.toString('utf8') ?? null) : null;
}
