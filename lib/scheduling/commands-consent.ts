import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit, recordLooks } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import type { Tx } from '@/lib/db/client';
import { asSystem } from '@/lib/db/scope';
import { isUuid } from '@/lib/ids';
import type { ConsentCheckInput } from '@/lib/needs/model';
import { requireOwnRole } from './commands-practice';
import { type SchedulingDeps, SYSTEM } from './commands-transaction';
import { type PracticeVisit, toPracticeVisit } from './queries-practice';
import { findAnyAppointment } from './store';
import { setConsentCheck } from './store-practice';

/** A visit of the actor's own practice about which consent is asked. @throws NOT_FOUND for all others alike */
async function requireVisit(tx: Tx, actor: Actor, id: string) {
  const row = isUuid(id) ? await findAnyAppointment(tx, id) : null;
  if (!row) throw new AppError('NOT_FOUND');
  const role = await requireOwnRole(tx, actor, row.roleId);
  const visit = toPracticeVisit(row);
  if (!visit.person?.asksConsent) throw new AppError('NOT_FOUND');
  return { row, role, visit };
}

/** One visit for the page that confirms consent. The look is recorded. @throws NOT_FOUND */
export async function readConsentVisit(
  actor: Actor,
  id: string,
): Promise<{ visit: PracticeVisit; zone: string; roleId: string }> {
  return asSystem('practice', async (tx) => {
    const { row, role, visit } = await requireVisit(tx, actor, id);
    await recordLooks(tx, { actor: actorLabel(actor), action: 'appointment.seen-by-practice' }, [`appointment:${row.id}`]);
    return { visit, zone: role.zone, roleId: role.roleId };
  });
}

/**
 * A practice writes down that a clinician confirmed with the person who agrees to the care (specs/directory.md): on
 * which ground, by whom, when. The portal decides none of it. @throws NOT_FOUND · NOT_ACTIVE for a cancelled visit
 */
export async function confirmConsent(
  actor: Actor,
  { appointmentId, ...check }: ConsentCheckInput & { readonly appointmentId: string },
  deps: SchedulingDeps = SYSTEM,
): Promise<void> {
  const now = deps.clock.now();
  await asSystem('practice', async (tx) => {
    const { row } = await requireVisit(tx, actor, appointmentId);
    const open = row.status === 'booked' || row.status === 'arrived' || row.status === 'fulfilled';
    const saved = open && (await setConsentCheck(tx, row, { ...check, at: now.toISOString() }, now));
    if (!saved) throw new AppError('NOT_ACTIVE');
    const detail = { basis: check.basis, licence: check.licence };
    const subject = `appointment:${row.id}`;
    await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.consent-confirmed', subject, detail });
  });
}
