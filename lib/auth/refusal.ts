import { logger } from '@/lib/logger';
import { type Actor, actorLabel } from './actor';

/** Writes down that somebody who is signed in asked for what is not theirs (ASVS 16.3.2). Members by kind alone. */
export function noteRefusal(actor: Actor, name: string): void {
  const known = actor.kind === 'staff' || actor.kind === 'practice';
  logger.warn({ event: 'access.refused', name, actor: known ? actorLabel(actor) : actor.kind });
}
