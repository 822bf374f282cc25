import 'server-only';
import { recordAudit } from '@/lib/audit/commands';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { type Clock, instant } from '@/lib/clock';
import { inTransaction } from '@/lib/db/client';
import type { Ids } from '@/lib/ids';
import { changeSlice } from '@/lib/journey/commands';
import { getBusinessDayEnd } from '@/lib/scheduling/queries';
import { createTask } from '@/lib/tasks/commands';
import type { TaskReceipt } from '@/lib/tasks/model';
import { addDoubt } from './entries/store';
import { type DirectoryReport, type DirectorySlice, DirectorySliceSchema, MAX_SAVED, REPORT_BUSINESS_DAYS } from './model';
import { getPractitionerRole } from './queries';

const EMPTY: DirectorySlice = { chosen: [], saved: [] };

function change(next: (before: DirectorySlice) => DirectorySlice): Promise<unknown> {
  return changeSlice('directory', (before) => {
    const parsed = DirectorySliceSchema.safeParse(before);
    return next(parsed.success ? parsed.data : EMPTY);
  });
}

/** Makes this role the person's provider from now on. Earlier choices stay as history; the same one again adds nothing. */
export async function chooseProvider(roleId: string, clock: Clock): Promise<void> {
  await change((before) =>
    before.chosen.at(-1)?.roleId === roleId
      ? before
      : { ...before, chosen: [...before.chosen, { roleId, at: clock.now().toISOString() }].slice(-50) },
  );
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
