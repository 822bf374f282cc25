import type { Actor, StaffRole } from './actor';

/** How long a proof of identity counts as fresh, for steps that cannot be taken back (P3). */
export const FRESH_MS = 5 * 60_000;

/** Everything that needs leave, in one table. A row says who may; whose rows they are is the other lock, in the database. */
export const ACTIONS = [
  'account.read',
  'account.settings',
  'account.consents',
  'account.contact',
  'account.coverage',
  'account.export',
  'account.delete',
  'account.people',
  'account.sessions',
  'account.passkeys',
  'account.claim',
  'appointment.book',
  'appointment.read',
  'appointment.change',
  'appointment.withhold',
  'choice.read',
  'choice.change',
  'desk.tasks',
  'desk.directory',
  'desk.authority',
  'desk.messages',
  'practice.calendar',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Whose thing it is; `now` for actions that need a fresh proof. */
export interface Resource {
  /** The member, journey or practice it belongs to. Things of the desk belong to the plan: anything will do. */
  readonly ownerId: string;
  readonly now?: Date;
}

interface Rule {
  /** May a visitor without account, for what their own browser did? */
  readonly visitor?: true;
  /** May a delegate with this relation, for the person they act for? The member then always may, for themself. */
  readonly delegates?: readonly ('parent' | 'guardian' | 'helper')[];
  /** Which roles of the plan may, at the desk. */
  readonly staff?: readonly StaffRole[];
  /** May a practice, for what is its own? */
  readonly practice?: true;
  /** Needs a proof of identity of the last five minutes. */
  readonly fresh?: true;
}

/**
 * A helper books and sees nothing on file. Only the member invites, exports, deletes and changes how to be reached. Who
 * calls themself parent or guardian comes here as a helper until staff saw papers (`store-delegation.ts`).
 */
const RULES: Readonly<Record<Action, Rule>> = {
  'account.read': { delegates: ['parent', 'guardian'] },
  'account.settings': { delegates: [] },
  'account.consents': { delegates: [], fresh: true },
  'account.contact': { delegates: ['parent', 'guardian'], fresh: true },
  'account.coverage': { delegates: ['parent', 'guardian'] },
  'account.export': { delegates: ['parent', 'guardian'], fresh: true },
  'account.delete': { delegates: [], fresh: true },
  'account.people': { delegates: [], fresh: true },
  'account.sessions': { delegates: [] },
  'account.passkeys': { delegates: [], fresh: true },
  'account.claim': { delegates: ['parent', 'guardian', 'helper'] },
  'appointment.withhold': { delegates: [] },
  'appointment.book': { visitor: true, delegates: ['parent', 'guardian', 'helper'] },
  'appointment.read': { visitor: true, delegates: ['parent', 'guardian'] },
  'appointment.change': { visitor: true, delegates: ['parent', 'guardian'] },
  'choice.read': { visitor: true, delegates: ['parent', 'guardian'] },
  'choice.change': { visitor: true, delegates: ['parent', 'guardian'] },
  'desk.tasks': { staff: ['access', 'directory', 'coordination', 'admin'] },
  'desk.directory': { staff: ['directory', 'admin'] },
  'desk.authority': { staff: ['access', 'admin'] },
  'desk.messages': { staff: ['access', 'admin'] },
  'practice.calendar': { practice: true },
};

/** True when `actor` may do `action` to `resource`. */
export function can(actor: Actor, action: Action, resource: Resource): boolean {
  const rule = RULES[action];
  switch (actor.kind) {
    case 'visitor':
      return rule.visitor === true && actor.journeyId !== null && actor.journeyId === resource.ownerId;
    case 'member':
      if (!rule.delegates || actor.memberId !== resource.ownerId) return false;
      if (actor.relation !== null && !rule.delegates.includes(actor.relation)) return false;
      return !rule.fresh || isFresh(actor, resource.now);
    case 'system':
      return true;
    case 'staff':
      return rule.staff?.includes(actor.role) === true;
    case 'practice':
      return rule.practice === true && actor.organizationId === resource.ownerId;
  }
}

/** True when only the age of the proof stands between the actor and the action: ask to sign in again, not "forbidden". */
export function needsFreshProof(actor: Actor, action: Action, resource: Resource): boolean {
  if (actor.kind !== 'member' || !RULES[action].fresh || can(actor, action, resource)) return false;
  return can({ ...actor, provedAt: resource.now ?? actor.provedAt }, action, resource);
}

function isFresh(actor: Extract<Actor, { kind: 'member' }>, now: Date | undefined): boolean {
  return now !== undefined && now.getTime() - actor.provedAt.getTime() <= FRESH_MS;
}
