import 'server-only';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { type Clock, instant } from '@/lib/clock';
import { inTransaction } from '@/lib/db/client';
import type { Ids } from '@/lib/ids';
import { changeSlice } from '@/lib/journey/commands';
import type { Journey, JourneyId } from '@/lib/journey/model';
import { getBusinessDayEnd, listUpcomingAppointments } from '@/lib/scheduling/queries';
import { createTask, ensureTask } from '@/lib/tasks/commands';
import type { TaskReceipt } from '@/lib/tasks/model';
import { addDoubt } from './entries/store';
import { type DirectoryReport, type DirectorySlice, DirectorySliceSchema, MAX_SAVED, REPORT_BUSINESS_DAYS } from './model';
import { getPractitionerRole } from './queries';

const EMPTY: DirectorySlice = { chosen: [], saved: [] };

function change(next: (before: DirectorySlice) => DirectorySlice): Promise<Journey> {
  return changeSlice('directory', (before) => {
    const parsed = DirectorySliceSchema.safeParse(before);
    return next(parsed.success ? parsed.data : EMPTY);
  });
}

/** Makes this role the person's provider from now on. Earlier choices stay as history; the same one again adds nothing. */
export async function chooseProvider(roleId: string, deps: { clock: Clock; ids: Ids }): Promise<void> {
  const at = deps.clock.now();
  let left: string | null = null;
  const journey = await change((before) => {
    const last = before.chosen.at(-1)?.roleId ?? null;
    left = last === roleId ? null : last;
    return last === roleId ? before : { ...before, chosen: [...before.chosen, { roleId, at: at.toISOString() }].slice(-50) };
  });
  if (left) await tellFormer(journey.id, left, deps);
}

/**
 * A practice that has a booked visit with the person is told that they moved on: a task for care coordination, one for
 * each journey, with no word about health. Who only looked around left nobody.
 */
export async function tellFormer(journeyId: JourneyId, left: string, deps: { clock: Clock; ids: Ids }): Promise<boolean> {
  const visits = await listUpcomingAppointments({ kind: 'visitor', journeyId }, { clock: deps.clock });
  if (!visits.some(({ roleId, status }) => roleId === left && status === 'booked')) return false;
  const dueAt = await getBusinessDayEnd(deps.clock.now(), REPORT_BUSINESS_DAYS);
  const subject = `journey_session:${journeyId}`;
  await inTransaction((tx) =>
    ensureTask(
      tx,
      { kind: 'directory.changed', subject, detail: { left }, note: null, dueAt: instant(dueAt.getTime() - 60_000) },
      deps,
    ),
  );
  return true;
}

/** Puts a role on the person's list, or takes it off. The oldest leaves a full list. */
export async function saveProvider(roleId: string, keep: boolean): Promise<void> {
  await change((before) => {
    const others = before.saved.filter((id) => id !== roleId);
    return { ...before, saved: keep ? [...others, roleId].slice(-MAX_SAVED) : others };
  });
}

/** Keeps what was typed into the search, so that no address holds it. */
export async function keepSearchText(search: { text: string; place: string }): Promise<void> {
  await change((before) => ({ ...before, search }));
}

/**
 * "Something is wrong here": becomes work with an owner and a due time, and lets the entry sink until it is answered.
 * @throws NOT_FOUND
 */
export async function reportEntry(
  actor: Actor,
  input: DirectoryReport & { readonly roleId: string },
  deps: { clock: Clock; ids: Ids },
): Promise<TaskReceipt> {
  const card = await getPractitionerRole(actor, input.roleId);
  const end = await getBusinessDayEnd(deps.clock.now(), REPORT_BUSINESS_DAYS);
  // The last minute of the day, so that the date shown is the day itself.
  const dueAt = instant(end.getTime() - 60_000);
  return inTransaction(async (tx) => {
    const subject = `practitioner_role:${card.id}`;
    const note = input.note === '' ? null : input.note;
    const receipt = await createTask(
      tx,
      { kind: 'directory.report', subject, detail: { reasons: input.reasons }, note, dueAt },
      deps,
    );
    await addDoubt(tx, card.id);
    await recordAudit(tx, { actor: actorLabel(actor), action: 'directory.reported', subject });
    return receipt;
  });
}
