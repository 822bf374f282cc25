import 'server-only';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { type Clock, systemClock } from '@/lib/clock';
import { asMember } from '@/lib/db/scope';
import type { AppointmentView } from '@/lib/scheduling/model';
import { listAllVisits } from '@/lib/scheduling/queries';
import type { AccountView, DelegationView, HistoryEntry } from './model';
import type { Consent } from './model-consent';
import { getAccount, listWhoLooked, requireLeave } from './queries';
import { listDelegates } from './store';
import { findChoice } from './store-choice';
import { listConsentsOf } from './store-consent';

/** Everything the portal holds about a member, for them to keep (45 CFR 164.524). */
export interface AccountExport {
  readonly exportedAt: Date;
  readonly account: AccountView;
  readonly appointments: readonly AppointmentView[];
  readonly delegates: readonly DelegationView[];
  /** Role id of the provider they chose, or null. */
  readonly choice: string | null;
  /** Only in the person's own export. */
  readonly consents: readonly Consent[];
  readonly history: readonly HistoryEntry[];
}

/**
 * Gathers the export and notes it in the audit trail.
 * @throws SIGN_IN_NEEDED unless the proof is fresh · NOT_FOUND for delegates who may not
 */
export async function exportAccount(actor: Actor, deps: { clock: Clock } = { clock: systemClock }): Promise<AccountExport> {
  const now = deps.clock.now();
  const { memberId, relation } = requireLeave(actor, 'account.export', now);
  const account = await getAccount(actor, deps);
  const appointments = await listAllVisits(actor, deps);
  const history = await listWhoLooked(actor, deps);
  const rest = await asMember(memberId, async (tx) => {
    const found = {
      delegates: await listDelegates(tx, memberId, now),
      choice: await findChoice(tx, memberId),
      consents: relation === null ? await listConsentsOf(tx, memberId) : [],
    };
    await recordAudit(tx, { actor: actorLabel(actor), action: 'account.exported', subject: `member:${memberId}` });
    return found;
  });
  return { exportedAt: now, account, appointments, ...rest, history };
}
