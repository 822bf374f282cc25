import type { Id } from '@/lib/ids';

export type TaskId = Id<'task'>;

/** Kinds of work and the staff role that owns each. */
export const TASK_OWNERS = { 'directory.report': 'directory' } as const;
export type TaskKind = keyof typeof TASK_OWNERS;

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
