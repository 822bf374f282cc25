/** The kinds of rows of the access matrix, and how one is written. */
import type { StaffRole } from '@/lib/auth/actor';
import type { Action } from '@/lib/auth/policy';
import { ACTOR_NAMES, type ActorName, MEMBER_ACTORS } from './actors';

/** What somebody gets who asks for a page or presses a button. */
export type Answer =
  /** The page, or the deed. */
  | 'yes'
  /** On to the sign-in. */
  | 'sign-in'
  /** As if it did not exist, or the form refused. */
  | 'no';

type Cells = Readonly<Record<ActorName, Answer>>;

/** A row of the matrix: named actors get `yes`, members beyond them `no`, and whoever has no account is asked to sign in. */
export const members = (yes: readonly ActorName[], { again = [] }: { readonly again?: readonly ActorName[] } = {}): Cells =>
  Object.fromEntries(
    ACTOR_NAMES.map((name) => {
      if (yes.includes(name)) return [name, 'yes'];
      const inside = MEMBER_ACTORS.some((each) => each === name);
      return [name, inside && !again.includes(name) ? 'no' : 'sign-in'];
    }),
  ) as Cells;

/** What anybody may have, and why nothing in it belongs to a person. */
export interface OpenRow {
  readonly kind: 'open';
  readonly why: string;
}
/** What belongs to the progress of the browser that asks; another browser's ids do not exist for it. */
export interface BrowserRow {
  readonly kind: 'browser';
  readonly why: string;
}
/** What belongs to an account. */
export interface AccountRow {
  readonly kind: 'account';
  readonly policy: Action;
  readonly cells: Cells;
}
/** What belongs to the plan's desk or to a practice; members and visitors come to the staff sign-in. */
export interface StaffRow {
  readonly kind: 'staff';
  readonly policy: Action | 'any role';
  readonly yes: readonly StaffRole[];
}
/** What the portal does by itself; no request reaches it. */
export interface SystemRow {
  readonly kind: 'system';
  readonly why: string;
}
export type Row = OpenRow | BrowserRow | AccountRow | StaffRow | SystemRow;

export const open = (why: string): Row => ({ kind: 'open', why });
export const browser = (why: string): Row => ({ kind: 'browser', why });
export const account = (policy: Action, cells: Cells): Row => ({ kind: 'account', policy, cells });
export const staff = (policy: StaffRow['policy'], yes: readonly StaffRole[]): Row => ({ kind: 'staff', policy, yes });
export const system = (why: string): Row => ({ kind: 'system', why });
