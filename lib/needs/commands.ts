import 'server-only';
import { changeSlice } from '@/lib/journey/commands';
import { type NeedPage, type Needs, NeedsSchema } from './model';

/** Keeps the answers of one page of questions and returns all answers. Starts a journey when there is none. */
export async function saveNeeds(page: NeedPage, answers: Needs[NeedPage]): Promise<Needs> {
  let needs: Needs = {};
  await changeSlice('needs', (before) => {
    const parsed = NeedsSchema.safeParse(before);
    needs = { ...(parsed.success ? parsed.data : {}), [page]: answers };
    return needs;
  });
  return needs;
}
