import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { instant } from '@/lib/clock';
import { sqlStateOf } from '@/lib/db/failure';
import { asSystem } from '@/lib/db/scope';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { isUuid, parseReturnCode } from '@/lib/ids';
import { assignNotifications } from '@/lib/notifications/commands';
import { type SchedulingDeps, SYSTEM } from './commands-transaction';
import type { AppointmentId } from './model';
import { findByCode } from './queries';
import { isMinorsVisit, isShownTo } from './rules/withheld';
import { findAppointmentOf, grantAccess } from './store';
import { isUnclaimed, listHeldBy, setOwner, setWithheld } from './store-account';

const ACCESS_MS = 2 * 3_600_000;

/**
 * Puts the visits that were booked in this browser without an account into the signed-in member's account. The browser
 * keeps its own way to them for two hours. Pressing again is a success.
 * @returns how many were added
 */
export async function adoptVisits(actor: Actor, journeyId: string | null, deps: SchedulingDeps = SYSTEM): Promise<number> {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  if (!can(actor, 'account.claim', { ownerId: actor.memberId })) throw new AppError('NOT_FOUND');
  if (!journeyId) return 0;
  const now = deps.clock.now();
  return asSystem('adoption', async (tx) => {
    const ids = await listHeldBy(tx, journeyId, now);
    for (const id of ids) {
      await setOwner(tx, id, actor.memberId, now);
      await assignNotifications(tx, `appointment:${id}`, actor.memberId);
      await grantAccess(tx, id, journeyId, instant(now.getTime() + ACCESS_MS));
      await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.adopted', subject: `appointment:${id}` });
    }
    return ids.length;
  });
}

/**
 * Puts a visit that was booked without an account, in any browser, into the signed-in member's account: its code and
 * birth date prove it. Claiming one's own again is a success.
 * @throws CODE_UNKNOWN for a wrong code, a wrong birth date and a visit of another account alike · TOO_MANY after 5 tries
 *   an hour by account or by code · MEMBER_CONFLICT when the account has another visit at that time
 */
export async function claimVisit(
  actor: Actor,
  input: { readonly code: string; readonly birthDate: string },
  deps: SchedulingDeps = SYSTEM,
): Promise<void> {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  const { memberId } = actor;
  if (!can(actor, 'account.claim', { ownerId: memberId })) throw new AppError('NOT_FOUND');
  const now = deps.clock.now();
  const unknown = () => new AppError('CODE_UNKNOWN', { fields: { code: 'errors.CODE_UNKNOWN' } });
  const code = parseReturnCode(input.code);
  await requireUnderLimit(RATE_RULES.appointmentCode, `account|${memberId}`, deps.clock);
  if (!code) throw unknown();
  await requireUnderLimit(RATE_RULES.appointmentCode, `code|${code}`, deps.clock);
  const row = await findByCode(code);
  if (!row || row.document?.details.birthDate !== input.birthDate) throw unknown();
  if (row.memberId === memberId) return;
  try {
    await asSystem('adoption', async (tx) => {
      if (!(await isUnclaimed(tx, row.id))) throw unknown();
      await setOwner(tx, row.id, memberId, now);
      await assignNotifications(tx, `appointment:${row.id}`, memberId);
      await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.adopted', subject: `appointment:${row.id}` });
    });
  } catch (error) {
    if (sqlStateOf(error) === '23P01') throw new AppError('MEMBER_CONFLICT', { cause: error });
    throw error;
  }
}

/**
 * Lets the signed-in member's browser see and change one of their visits on the appointment pages, for two hours.
 * @throws NOT_FOUND for foreign and unknown ids alike
 */
export async function openVisit(
  actor: Actor,
  id: string,
  journeyId: string,
  deps: SchedulingDeps = SYSTEM,
): Promise<AppointmentId> {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  const { memberId } = actor;
  if (!can(actor, 'appointment.change', { ownerId: memberId })) throw new AppError('NOT_FOUND');
  const now = deps.clock.now();
  return asSystem('adoption', async (tx) => {
    const row = isUuid(id) ? await findAppointmentOf(tx, id, memberId, now) : null;
    if (!row || !isShownTo(actor, row)) throw new AppError('NOT_FOUND');
    await grantAccess(tx, row.id, journeyId, instant(now.getTime() + ACCESS_MS));
    await recordAudit(tx, { actor: actorLabel(actor), action: 'appointment.opened', subject: `appointment:${row.id}` });
    return row.id;
  });
}

/**
 * Keeps a visit to which a minor consented alone from parents and everybody else who acts for them, or shows it again
 * (G.S. 90-21.4(b), 90-21.5). Browsers in which it was open lose it at once.
 * @throws NOT_FOUND for delegates, foreign and unknown ids, and visits of adults alike
 */
export async function withholdVisit(
  actor: Actor,
  { id, withheld }: { readonly id: string; readonly withheld: boolean },
  deps: SchedulingDeps = SYSTEM,
): Promise<void> {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  const { memberId } = actor;
  if (!can(actor, 'appointment.withhold', { ownerId: memberId })) throw new AppError('NOT_FOUND');
  const now = deps.clock.now();
  await asSystem('adoption', async (tx) => {
    const row = isUuid(id) ? await findAppointmentOf(tx, id, memberId, now) : null;
    if (row?.memberId !== memberId || (withheld && !isMinorsVisit(row))) throw new AppError('NOT_FOUND');
    await setWithheld(tx, row.id, withheld, now);
    const action = withheld ? 'appointment.withheld' : 'appointment.shown';
    await recordAudit(tx, { actor: actorLabel(actor), action, subject: `appointment:${row.id}` });
  });
}
