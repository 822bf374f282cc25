import 'server-only';
import { recordAudit } from '@/lib/audit/commands';
import { type Clock, instant } from '@/lib/clock';
import type { Tx } from '@/lib/db/client';
import { asSystem } from '@/lib/db/scope';
import type { Ids } from '@/lib/ids';
import { countFailedBookings, getBusinessDayEnd } from '@/lib/scheduling/queries';
import { createTask } from '@/lib/tasks/commands';
import { countTasksOf, listConfirmed } from '@/lib/tasks/queries';
import { rebuildEntries } from './entries/store';
import { confirmFacts, type EntryFacts, listTrustFacts, setGhostScores, setHidden } from './entries/store-trust';
import { ghostScore, TRUST, trustLimits } from './rules/trust';

interface Deps {
  readonly clock: Clock;
  readonly ids: Ids;
}

const STEP = 5000;
const DAY_MS = 86_400_000;
/** So that a first run over a neglected directory does not bury the desk; the next run goes on. */
const MOST_TASKS = 200;
const daysBefore = (now: Date, days: number) => instant(now.getTime() - days * DAY_MS);
const subjectOf = (roleId: string) => `practitioner_role:${roleId}`;
const roleOf = (subject: string) => subject.split(':')[1] ?? '';

export interface UpkeepReport {
  readonly seen: number;
  readonly hidden: number;
  readonly shownAgain: number;
  readonly staleTasks: number;
  readonly ghostTasks: number;
}

/** What staff found in order counts as confirmed from then on. */
async function takeConfirmations(tx: Tx, deps: Deps): Promise<void> {
  const since = daysBefore(deps.clock.now(), 7);
  const ended = await listConfirmed(tx, ['directory.stale', 'directory.ghost'], since);
  const confirmed = ended.map(({ subject, closedAt }) => ({ roleId: roleOf(subject), at: closedAt }));
  await rebuildEntries(tx, await confirmFacts(tx, confirmed, () => deps.ids.uuid<'fact_check'>()));
}

/** Entries with their score of now; what changed is written. */
async function scoreEntries(tx: Tx, now: Date): Promise<readonly EntryFacts[]> {
  const reports = await countTasksOf(tx, 'directory.report', now);
  const failed = await countFailedBookings(tx, daysBefore(now, TRUST.failedBookingDays));
  const { staleBefore } = trustLimits(now);
  const all: EntryFacts[] = [];
  for (let after = 0; ; ) {
    const step = await listTrustFacts(tx, after, STEP);
    const last = step.at(-1);
    if (!last) return all;
    after = last.id;
    const scored = step.map((entry) => {
      const openReports = reports.get(subjectOf(entry.roleId)) ?? 0;
      const signs = {
        openReports,
        failedBookings: failed.get(entry.roleId) ?? 0,
        notChecked: entry.checkedAt.getTime() < staleBefore,
      };
      return { ...entry, score: ghostScore(signs) };
    });
    await setGhostScores(
      tx,
      scored.filter((entry) => entry.score !== entry.ghostScore).map(({ id, score }) => ({ id, score })),
    );
    const open = scored.map(({ score, ...entry }) => ({ ...entry, ghostScore: score }));
    // Entries that nothing speaks against need no further look.
    all.push(...open.filter((entry) => entry.ghostScore > 0 || entry.hidden));
  }
}

async function addTasks(
  tx: Tx,
  kind: 'directory.stale' | 'directory.ghost',
  entries: readonly EntryFacts[],
  dueAt: (entry: EntryFacts) => Date,
  deps: Deps,
): Promise<number> {
  const asked = await countTasksOf(tx, kind, daysBefore(deps.clock.now(), TRUST.askAgainDays));
  const missing = entries.filter(({ roleId }) => !asked.has(subjectOf(roleId))).slice(0, MOST_TASKS);
  for (const entry of missing) {
    const detail = { score: entry.ghostScore, checkedOn: entry.checkedAt.toISOString().slice(0, 10) };
    await createTask(tx, { kind, subject: subjectOf(entry.roleId), detail, note: null, dueAt: dueAt(entry) }, deps);
  }
  return missing.length;
}

/**
 * Keeps the directory honest: scores each entry by open reports, visits that practices could not keep, and age of its
 * facts; gives staff a task for those not confirmed in 90 days and for those that may not be real; hides what stays
 * unconfirmed for 120 days and shows it again once confirmed. Invented entries are never hidden. Safe to run twice.
 */
export function runUpkeep(deps: Deps): Promise<UpkeepReport> {
  return asSystem('directory.upkeep', async (tx) => {
    const now = deps.clock.now();
    await takeConfirmations(tx, deps);
    const entries = await scoreEntries(tx, now);
    const { staleBefore, hideBefore } = trustLimits(now);
    const real = entries.filter(({ demonstration }) => !demonstration);
    const toHide = real.filter(({ hidden, checkedAt }) => !hidden && checkedAt.getTime() < hideBefore);
    const toShow = entries.filter(({ hidden, checkedAt }) => hidden && checkedAt.getTime() >= staleBefore);
    const ids = (list: readonly EntryFacts[]) => list.map(({ id }) => id);
    await setHidden(tx, ids(toHide), now);
    await setHidden(tx, ids(toShow), null);
    const stale = real.filter(({ checkedAt }) => checkedAt.getTime() < staleBefore);
    const hideDay = ({ checkedAt }: EntryFacts) => instant(checkedAt.getTime() + TRUST.hideAfterDays * DAY_MS);
    const staleTasks = await addTasks(tx, 'directory.stale', stale, hideDay, deps);
    const ghosts = entries.filter((entry) => entry.ghostScore >= TRUST.ghostAt);
    const ghostDue = await getBusinessDayEnd(now, TRUST.ghostBusinessDays);
    const ghostTasks = await addTasks(tx, 'directory.ghost', ghosts, () => instant(ghostDue.getTime() - 60_000), deps);
    const report = { seen: entries.length, hidden: toHide.length, shownAgain: toShow.length, staleTasks, ghostTasks };
    if (report.hidden + report.shownAgain + staleTasks + ghostTasks > 0) {
      await recordAudit(tx, { actor: 'system:directory.upkeep', action: 'directory.upkept', detail: report });
    }
    return report;
  });
}
