import 'server-only';
import type { AppErrorCode } from '@/lib/app-error';
import { instant } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';

const KEPT_MS = 24 * 3_600_000;

export interface KeyedRequest {
  readonly scopeId: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly now: Date;
}

/** A final answer: success with the id it made, or a refusal with its coded facts. */
export type FinalAnswer =
  | { readonly ok: true; readonly resultId: string }
  | { readonly ok: false; readonly code: AppErrorCode; readonly data?: unknown };

/** What is known under a key: nothing yet, another request, or the final answer. */
export type KnownAnswer =
  | { readonly kind: 'new' }
  | { readonly kind: 'reused' }
  | { readonly kind: 'final'; readonly answer: FinalAnswer };

/** Reads a key under the member's lock. Keys older than a day count as new. */
export async function findAnswer(tx: Tx, request: KeyedRequest): Promise<KnownAnswer> {
  const row = await tx.idempotencyKey.findUnique({ where: { scopeId_key: { scopeId: request.scopeId, key: request.key } } });
  if (!row || row.expiresAt <= request.now) return { kind: 'new' };
  if (row.bodyHash !== request.bodyHash) return { kind: 'reused' };
  if (row.resultId) return { kind: 'final', answer: { ok: true, resultId: row.resultId } };
  return { kind: 'final', answer: { ok: false, code: row.errorCode as AppErrorCode, data: row.data ?? undefined } };
}

/** Stores a final answer in the transaction that made it true. */
export async function saveAnswer(tx: Tx, request: KeyedRequest, answer: FinalAnswer): Promise<void> {
  const facts = {
    bodyHash: request.bodyHash,
    errorCode: answer.ok ? null : answer.code,
    resultId: answer.ok ? answer.resultId : null,
    ...(answer.ok || answer.data === undefined ? {} : { data: JSON.parse(JSON.stringify(answer.data)) }),
    createdAt: request.now,
    expiresAt: instant(request.now.getTime() + KEPT_MS),
  };
  const id = { scopeId: request.scopeId, key: request.key };
  await tx.idempotencyKey.upsert({ where: { scopeId_key: id }, create: { ...id, ...facts }, update: facts });
}
