import 'server-only';
import { findJourney } from '@/lib/journey/queries';
import type { Actor } from './actor';

/** Who sent the request being answered: a visitor with the progress saved for their browser, if any. */
export async function currentActor(): Promise<Actor> {
  const journey = await findJourney();
  return { kind: 'visitor', journeyId: journey?.id ?? null };
}
