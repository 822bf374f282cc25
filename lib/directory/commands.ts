import 'server-only';
import type { Clock } from '@/lib/clock';
import { changeSlice } from '@/lib/journey/commands';
import { type DirectorySlice, DirectorySliceSchema, MAX_SAVED } from './model';

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
