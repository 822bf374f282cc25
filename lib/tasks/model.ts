import type { StaffRole } from '@/lib/auth/actor';
import type { Id } from '@/lib/ids';

export type TaskId = Id<'task'>;

interface KindRules {
  readonly owner: StaffRole;
  /** How it can end; the first is the usual one. None: the domain it comes from ends it, with what it decides. */
  readonly outcomes: readonly TaskOutcome[];
}

/** What stands in no list of ends needs more than a choice: `lowered` a reason, papers what was seen. */
export const TASK_OUTCOMES = [
  'fixed',
  'nothingWrong',
  'reached',
  'notReached',
  'told',
  'lowered',
  'papersSeen',
  'papersRefused',
  'withdrawn',
] as const;
export type TaskOutcome = (typeof TASK_OUTCOMES)[number];

/** Kinds of work, the staff role that owns each, and how it can end. Desk and tests derive from this. */
export const TASK_KINDS = {
  'needs.callback': { owner: 'access', outcomes: ['reached', 'notReached'] },
  'directory.report': { owner: 'directory', outcomes: ['fixed', 'nothingWrong'] },
  'directory.stale': { owner: 'directory', outcomes: ['fixed', 'nothingWrong', 'notReached'] },
  'directory.ghost': { owner: 'directory', outcomes: ['fixed', 'nothingWrong', 'notReached'] },
  'directory.quarantine': { owner: 'directory', outcomes: ['fixed', 'nothingWrong'] },
  'scheduling.no-time': { owner: 'access', outcomes: ['reached', 'notReached'] },
  'scheduling.earlier-time': { owner: 'access', outcomes: ['reached', 'notReached'] },
  'notifications.undelivered': { owner: 'access', outcomes: ['reached', 'notReached'] },
  'membership.papers': { owner: 'access', outcomes: [] },
  'directory.changed': { owner: 'coordination', outcomes: ['told', 'notReached'] },
} as const satisfies Record<string, KindRules>;
export type TaskKind = keyof typeof TASK_KINDS;

export function isTaskKind(text: string): text is TaskKind {
  return Object.hasOwn(TASK_KINDS, text);
}

export interface NewTask {
  readonly kind: TaskKind;
  /** `<table>:<id>`. */
  readonly subject: string;
  /** Coded facts only. */
  readonly detail: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** What the person wrote, if anything; stored encrypted. */
  readonly note: string | null;
  readonly dueAt: Date;
}

/** What the person who caused a task gets to know about it. */
export interface TaskReceipt {
  readonly reference: string;
  readonly dueAt: Date;
}

/** One line of a staff list. */
export interface DeskTask extends TaskReceipt {
  readonly kind: TaskKind;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly owner: StaffRole;
  readonly createdAt: Date;
  /** Null while nobody works on it. */
  readonly takenBy: string | null;
  readonly closedAt: Date | null;
  readonly outcome: string | null;
  readonly overdue: boolean;
}

/** A task with what was written; opening one is recorded. */
export interface OpenedTask extends DeskTask {
  readonly note: string | null;
}
