import { formatShortDate, formatTime } from '@/lib/i18n/format';
import type { Locale } from '@/lib/i18n/locale';
import { translator } from '@/lib/i18n/translator';
import { PLAN_ZONE } from '@/lib/organization/organization';
import type { DeskTask } from '@/lib/tasks/model';

/** When a task is due, or since when it is overdue. */
export function dueText({ dueAt, overdue }: DeskTask, locale: Locale): string {
  const values = { day: formatShortDate(dueAt, locale, PLAN_ZONE), time: formatTime(dueAt, locale, PLAN_ZONE) };
  return translator(locale)(overdue ? 'desk.late' : 'desk.due', values);
}

/** Whether somebody works on it. */
export function takenText({ takenBy }: DeskTask, staffId: string, locale: Locale): string {
  return translator(locale)(takenBy === null ? 'desk.free' : takenBy === staffId ? 'desk.mine' : 'desk.taken');
}
