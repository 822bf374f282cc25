import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { currentSession } from '@/lib/auth/session';
import { deleteSessionsBut, deleteSessionsOf, listSessions, type SessionView } from '@/lib/auth/store-session';
import { systemClock } from '@/lib/clock';
import { asMember } from '@/lib/db/scope';
import { isUuid } from '@/lib/ids';
import { requireLeave } from './queries';

export interface OwnSession extends SessionView {
  /** The browser that asks. */
  readonly here: boolean;
}

/** Where the member is signed in now. @throws SIGN_IN_NEEDED unless the proof is fresh · NOT_FOUND for delegates */
export async function listOwnSessions(actor: Actor): Promise<readonly OwnSession[]> {
  const now = systemClock.now();
  const { memberId } = requireLeave(actor, 'account.passkeys', now);
  const session = await currentSession();
  const rows = await asMember(memberId, (tx) => listSessions(tx, memberId, now));
  return rows.map((row) => ({ ...row, here: row.id === session?.id }));
}

/** Ends one other session of the member, or all others when `id` is null. @throws as `listOwnSessions`, for foreign ids too */
export async function endOtherSessions(actor: Actor, id: string | null): Promise<void> {
  const { memberId } = requireLeave(actor, 'account.passkeys', systemClock.now());
  const session = await currentSession();
  if (!session || (id !== null && !isUuid(id))) throw new AppError('NOT_FOUND');
  await asMember(memberId, async (tx) => {
    const ended = await deleteSessionsBut(tx, memberId, id === null ? { keep: session.id } : { only: id });
    if (id !== null && ended === 0) throw new AppError('NOT_FOUND');
    const detail = { ended };
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.sessions-ended', subject: `member:${memberId}`, detail });
  });
}

/** Ends every session of the member, in all browsers. Needs no new proof: who is in a hurry gets out at once. */
export async function signOutEverywhere(actor: Actor): Promise<void> {
  const { memberId } = requireLeave(actor, 'account.sessions', systemClock.now());
  await asMember(memberId, async (tx) => {
    await deleteSessionsOf(tx, memberId);
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.signed-out-everywhere', subject: `member:${memberId}` });
  });
}
