import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { currentSession } from '@/lib/auth/session';
import { findActiveRelation } from '@/lib/auth/store-delegation';
import { updateActingFor } from '@/lib/auth/store-session';
import { systemClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { isUuid } from '@/lib/ids';

/**
 * Makes this session act for `memberId`, or for its own account when null. Kept with the session, so that another
 * browser of the same person is not changed under their hands.
 * @throws SIGN_IN_NEEDED · NOT_FOUND for somebody who gave no leave, and for unknown ids alike
 */
export async function actFor(memberId: string | null): Promise<void> {
  const session = await currentSession();
  if (!session) throw new AppError('SIGN_IN_NEEDED');
  await asSystem('delegation', async (tx) => {
    const relation =
      memberId && isUuid(memberId) ? await findActiveRelation(tx, memberId, session.memberId, systemClock.now()) : null;
    if (memberId && !relation) throw new AppError('NOT_FOUND');
    await updateActingFor(tx, session.id, memberId);
    const subject = `member:${memberId ?? session.memberId}`;
    await recordAudit(tx, {
      actor: `member:${session.memberId}`,
      action: memberId ? 'delegation.acting' : 'delegation.own',
      subject,
    });
  });
}
