import type { Scope } from '@/lib/db/scope';
import type { Actor } from './actor';

/** For whom the database works when this actor asks. Visitors without progress and staff own no rows: nobody's scope. */
export function scopeOf(actor: Actor): Scope {
  switch (actor.kind) {
    case 'visitor':
      return { scope: 'visitor', key: actor.journeyId ?? '' };
    case 'member':
      return { scope: 'member', key: actor.memberId };
    case 'staff':
      return { scope: 'staff', key: actor.staffId };
    case 'practice':
      return { scope: 'practice', key: actor.organizationId };
    case 'system':
      return { scope: 'system', key: actor.name };
  }
}
