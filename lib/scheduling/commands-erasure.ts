import 'server-only';
import { recordAudit } from '@/lib/audit/commands';
import type { Tx } from '@/lib/db/client';
import { asSystem } from '@/lib/db/scope';
import { announce } from './commands-notices';
import { SYSTEM } from './commands-transaction';
import { offerLater } from './commands-waitlist';
import { listOfMember, markCancelled } from './store';
import { endClaims } from './store-claims';
import { eraseDetails, resealDetails } from './store-erasure';

/**
 * Takes what a deleted account's visits say about the person: coming visits are given back, then names, contact and
 * codes of all are destroyed. That somebody was seen, and when, stays with the practice's calendar.
 */
export async function eraseVisits(tx: Tx, memberId: string, now: Date): Promise<void> {
  for (const visit of await listOfMember(tx, memberId)) {
    if (visit.status !== 'booked' || visit.startsAt <= now) continue;
    await endClaims(tx, visit.id, 'booked', 'cancelled', now);
    await endClaims(tx, visit.id, 'held', 'released', now);
    await markCancelled(tx, visit.id, now);
    // Without its document nobody is written to; messages that wait are dropped by the version.
    await announce(tx, { ...visit, version: visit.version + 1, document: null }, 'visitCancelled', SYSTEM);
    await offerLater(tx, { roleId: visit.roleId, visitTypeId: visit.visitTypeId, start: visit.startsAt });
    await recordAudit(tx, { actor: 'system:deletion', action: 'appointment.cancelled', subject: `appointment:${visit.id}` });
  }
  await eraseDetails(tx, memberId, now);
}

/**
 * Seals visits by the root key in force and renews their look-up keys, in small steps beside the running portal. Once
 * the old key is destroyed, nothing that was deleted before can be read from old backups. @returns visits resealed
 */
export async function resealVisits(batch = 200): Promise<number> {
  for (let done = 0, after: string | null = null; ; ) {
    const step: { last: string | null; changed: number } = await asSystem('key-rotation', (tx) =>
      resealDetails(tx, after, batch),
    );
    done += step.changed;
    if (step.last === null) return done;
    after = step.last;
  }
}
