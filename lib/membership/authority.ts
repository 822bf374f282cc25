import 'server-only';
import { AppError } from '@/lib/app-error';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel, type StaffActor } from '@/lib/auth/actor';
import { can } from '@/lib/auth/policy';
import { noteRefusal } from '@/lib/auth/refusal';
import { type Clock, plainDateAt, systemClock } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { asSystem } from '@/lib/db/scope';
import { RATE_RULES, requireUnderLimit } from '@/lib/http/rate-limit';
import { type Ids, isUuid, parseReturnCode, systemIds } from '@/lib/ids';
import { enqueueNotification } from '@/lib/notifications/commands';
import type { Recipient } from '@/lib/notifications/model';
import { PLAN_ZONE } from '@/lib/organization/organization';
import { getBusinessDayEnd } from '@/lib/scheduling/queries';
import { createTask, settleTask } from '@/lib/tasks/commands';
import type { TaskOutcome } from '@/lib/tasks/model';
import type { AuthorityAsk, AuthorityView, PaperSeen, Refusal } from './model-authority';
import { findRecipient } from './queries';
import { decideAuthorityEnd, LOOK_BUSINESS_DAYS } from './rules-authority';
import { endDelegation, findDelegation } from './store';
import {
  type AuthorityRow,
  acceptAuthority,
  endAuthorities,
  findAuthority,
  insertAuthority,
  listAuthorities,
  listOverdueAuthorities,
  listUntold,
  markTold,
  refuseAuthority,
} from './store-authority';

interface Deps {
  readonly clock: Clock;
  readonly ids: Ids;
}
const SYSTEM: Deps = { clock: systemClock, ids: systemIds };

type Pair = Pick<AuthorityRow, 'memberId' | 'delegateId'>;

/** Where both sides called it safe to be told; read before the transaction that tells them. */
async function recipientsOf({ memberId, delegateId }: Pair): Promise<readonly Recipient[]> {
  const found = [await findRecipient(memberId), await findRecipient(delegateId)];
  return found.filter((to) => to !== null);
}

/** "You have a message": what changed stands on the page behind the sign-in, in no mail. */
async function tell(tx: Tx, recipients: readonly Recipient[]): Promise<void> {
  for (const to of recipients) {
    await enqueueNotification(tx, { template: 'messageWaiting', to, params: { link: `/${to.locale}/account/people` } });
  }
}

/**
 * A parent or guardian says on what ground they act. It becomes work for a person of the plan, due in two business days;
 * nothing opens by it. A second press changes nothing.
 * @throws SIGN_IN_NEEDED · NOT_FOUND for foreign, unknown and ended relations and for helpers alike · TOO_MANY
 */
export async function askAuthority(
  actor: Actor,
  { delegationId, basis, ...note }: AuthorityAsk & { readonly delegationId: string },
  deps: Deps = SYSTEM,
): Promise<void> {
  if (actor.kind !== 'member') throw new AppError('SIGN_IN_NEEDED');
  const { accountId } = actor;
  const delegation = isUuid(delegationId)
    ? await asSystem('authority', (tx) => findDelegation(tx, delegationId, accountId))
    : null;
  if (!delegation || delegation.relation === 'helper') throw new AppError('NOT_FOUND');
  await requireUnderLimit(RATE_RULES.papers, accountId, deps.clock);
  const { memberId } = delegation;
  const pair = { memberId, delegateId: accountId };
  const askedAt = deps.clock.now();
  const dueAt = await getBusinessDayEnd(askedAt, LOOK_BUSINESS_DAYS);
  const recipients = (await recipientsOf(pair)).filter((to) => to.memberId !== accountId);
  await asSystem('authority', async (tx) => {
    const { newest } = await listAuthorities(tx, [delegationId], askedAt);
    if (newest.get(delegationId)?.status === 'waiting') return;
    const id = deps.ids.uuid<'authority'>();
    const subject = `authority:${id}`;
    const detail = { basis, relation: delegation.relation };
    const task = { kind: 'membership.papers', subject, detail, note: JSON.stringify(note), dueAt } as const;
    const { reference } = await createTask(tx, task, deps);
    // Two presses at once: the one that comes second takes its task back with it.
    if (!(await insertAuthority(tx, { id, delegationId, ...pair, basis, reference, dueAt, askedAt }))) {
      throw new AppError('IN_PROGRESS');
    }
    await tell(tx, recipients);
    const about = { subject: `member:${memberId}`, detail: { basis } };
    await recordAudit(tx, { actor: actorLabel(actor), action: 'authority.asked', ...about });
  });
}

function requireDesk(actor: Actor): StaffActor {
  if (actor.kind === 'staff' && can(actor, 'desk.authority', { ownerId: 'plan' })) return actor;
  noteRefusal(actor, 'desk.authority');
  throw new AppError('NOT_FOUND');
}

/** What staff see of a request beside its task; null for other work. @throws NOT_FOUND for roles without this work */
export async function findAuthorityForDesk(actor: Actor, reference: string, deps = SYSTEM): Promise<AuthorityView | null> {
  requireDesk(actor);
  return asSystem('authority', (tx) => findAuthority(tx, reference, deps.clock.now()));
}

/** One decision of staff in one transaction: rights, task, trail and the word to both sides. @throws NOT_FOUND · NOT_ACTIVE */
async function decide(
  actor: Actor,
  reference: string,
  deps: Deps,
  plan: {
    readonly action: 'accepted' | 'refused' | 'ended';
    readonly outcome: TaskOutcome;
    readonly change: (tx: Tx, row: AuthorityRow, by: { staffId: string; now: Date }) => Promise<Readonly<Record<string, string>>>;
  },
): Promise<void> {
  const { staffId } = requireDesk(actor);
  const code = parseReturnCode(reference);
  const now = deps.clock.now();
  const known = code ? await asSystem('authority', (tx) => findAuthority(tx, code, now)) : null;
  if (!known) throw new AppError('NOT_FOUND');
  const recipients = await recipientsOf(known);
  await asSystem('authority', async (tx) => {
    const detail = await plan.change(tx, known, { staffId, now });
    await settleTask(tx, { kind: 'membership.papers', subject: `authority:${known.id}`, outcome: plan.outcome }, deps);
    await tell(tx, recipients);
    const [label, by] = [`authority.${plan.action}`, actorLabel(actor)];
    await recordAudit(tx, { actor: by, action: label, subject: `member:${known.memberId}`, detail });
    await recordAudit(tx, { actor: by, action: label, subject: `task:${known.reference}`, detail });
  });
}

/** Staff write down what they saw; from here on the wider rights are open. @throws NOT_FOUND · NOT_ACTIVE · INVALID */
export async function acceptPapers(actor: Actor, reference: string, seen: PaperSeen, deps: Deps = SYSTEM): Promise<void> {
  const today = plainDateAt(deps.clock.now(), PLAN_ZONE);
  await decide(actor, reference, deps, {
    action: 'accepted',
    outcome: 'papersSeen',
    change: async (tx, row, by) => {
      const end = decideAuthorityEnd(row.basis, seen, today);
      if ('field' in end) throw new AppError('INVALID', { fields: { [end.field]: end.message } });
      if (row.status !== 'waiting' || !(await findDelegation(tx, row.delegationId, row.delegateId)))
        throw new AppError('NOT_ACTIVE');
      if (!(await acceptAuthority(tx, row, { ...seen, end }, by))) throw new AppError('NOT_ACTIVE');
      return { basis: row.basis, paper: seen.paper };
    },
  });
}

/** Staff say no, with one of the written reasons. The helper's rights stay. @throws NOT_FOUND · NOT_ACTIVE */
export async function refusePapers(actor: Actor, reference: string, refusal: Refusal, deps: Deps = SYSTEM): Promise<void> {
  await decide(actor, reference, deps, {
    action: 'refused',
    outcome: 'papersRefused',
    change: async (tx, { id }, by) => {
      if (!(await refuseAuthority(tx, id, refusal, by))) throw new AppError('NOT_ACTIVE');
      return { refusal };
    },
  });
}

/** Staff take the wider rights back at once; a helper's rights stay with whoever gave them. @throws NOT_FOUND · NOT_ACTIVE */
export async function withdrawPapers(actor: Actor, reference: string, deps: Deps = SYSTEM): Promise<void> {
  await decide(actor, reference, deps, {
    action: 'ended',
    outcome: 'withdrawn',
    change: async (tx, row, { now }) => {
      if (row.status !== 'accepted') throw new AppError('NOT_ACTIVE');
      await endAuthorities(tx, row.delegationId, now);
      return { by: 'staff' };
    },
  });
}

/** What waits or holds of a relation goes with it; its work at the desk is done. In the caller's transaction. */
export async function endPapersOf(tx: Tx, delegationId: string, deps: { clock: Clock }): Promise<void> {
  for (const id of await endAuthorities(tx, delegationId, deps.clock.now())) {
    await settleTask(tx, { kind: 'membership.papers', subject: `authority:${id}`, outcome: 'withdrawn' }, deps);
  }
}

/**
 * The nightly work: writes down which rights ended by their day (they ended at that midnight, by what each request
 * reads), ends the leave of parents whose child is of age, and tells both sides; and tells those who were parents or
 * guardians before papers were asked for. @returns relations changed or told about
 */
export async function runAuthorityUpkeep(deps: { clock: Clock } = SYSTEM): Promise<number> {
  const now = deps.clock.now();
  const over = await asSystem('authority', (tx) => listOverdueAuthorities(tx, now));
  for (const { delegationId, endsAtMajority, ...pair } of over) {
    const recipients = await recipientsOf(pair);
    await asSystem('authority', async (tx) => {
      await endPapersOf(tx, delegationId, deps);
      if (endsAtMajority) await endDelegation(tx, delegationId, now);
      await tell(tx, recipients);
      const detail = { by: endsAtMajority ? 'majority' : 'date' };
      await recordAudit(tx, { actor: 'system:authority', action: 'authority.ended', subject: `member:${pair.memberId}`, detail });
    });
  }
  const untold = await asSystem('authority', listUntold);
  for (const { delegationId, ...pair } of untold) {
    const recipients = await recipientsOf(pair);
    await asSystem('authority', async (tx) => {
      if (await markTold(tx, delegationId, now)) await tell(tx, recipients);
    });
  }
  return over.length + untold.length;
}
