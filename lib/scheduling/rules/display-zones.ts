import type { VisitMode } from '../model';

/**
 * Policy P9: a visit in person is shown in the place's zone; a visit from afar in the member's, with the provider's
 * second when it is another.
 */
export function listDisplayZones(mode: VisitMode, placeZone: string, memberZone: string): readonly [string, string?] {
  if (mode === 'inPerson' || placeZone === memberZone) return [placeZone];
  return [memberZone, placeZone];
}
