import 'server-only';
import { type Clock, systemClock } from '@/lib/clock';
import { open, seal } from '@/lib/db/seal';
import { logger } from '@/lib/logger';

/** Nobody reads a page and types an address in less. */
const MINIMUM_MS = 800;
const BOUND_TO = 'form-guard:at';

/** The name of a field that people cannot see and programs like to fill in. */
export const TRAP_FIELD = 'website';

/** When the form was shown, sealed so that it cannot be made up. */
export function formStamp(clock: Clock = systemClock): string {
  return seal('form-guard', BOUND_TO, String(clock.now().getTime())).toString('base64url');
}

/**
 * True when a program filled the form in: the trap has text, or it came back at once, or without our stamp. The answer
 * to it is the ordinary one, so that the program learns nothing.
 */
export function isAutomatic({ stamp, trap }: { stamp: string; trap: string }, clock: Clock = systemClock): boolean {
  const shownAt = open('form-guard', BOUND_TO, Buffer.from(stamp, 'base64url'));
  const automatic = trap !== '' || shownAt === null || clock.now().getTime() - Number(shownAt) < MINIMUM_MS;
  if (automatic) logger.warn({ event: 'form.automatic' });
  return automatic;
}
