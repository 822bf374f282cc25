/** How far somebody who acts for another person may go. */
export type DelegateRelation = 'parent' | 'guardian' | 'helper';

export const STAFF_ROLES = [
  'access',
  'utilization',
  'appeals',
  'directory',
  'coordination',
  'practice',
  'admin',
  'break-glass',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Who is asking. Every query and command takes one; what an actor may not see does not exist for them. */
export type Actor =
  | { readonly kind: 'visitor'; readonly journeyId: string | null }
  | {
      readonly kind: 'member';
      /** Whose information is asked for: the signed-in member, or the person they act for. */
      readonly memberId: string;
      /** Who is signed in. */
      readonly accountId: string;
      /** Null when acting for oneself. */
      readonly relation: DelegateRelation | null;
      /** P1: a code by mail or text. P2: a passkey. */
      readonly level: 'P1' | 'P2';
      /** When the person last proved who they are. */
      readonly provedAt: Date;
    }
  | { readonly kind: 'staff'; readonly staffId: string; readonly role: StaffRole }
  | { readonly kind: 'practice'; readonly staffId: string; readonly organizationId: string }
  | { readonly kind: 'system'; readonly name: string };

export type MemberActor = Extract<Actor, { kind: 'member' }>;
export type StaffActor = Extract<Actor, { kind: 'staff' }>;
export type PracticeActor = Extract<Actor, { kind: 'practice' }>;

/** How an actor is written in the audit trail. The one who is signed in, not the one they act for. */
export function actorLabel(actor: Actor): string {
  switch (actor.kind) {
    case 'visitor':
      return 'visitor';
    case 'member':
      return `member:${actor.accountId}`;
    case 'staff':
      return `staff:${actor.staffId}`;
    case 'practice':
      return `practice:${actor.staffId}`;
    case 'system':
      return `system:${actor.name}`;
  }
}
