import type { Actor, StaffRole } from '@/lib/auth/actor';
import { STAFF_ROLES } from '@/lib/auth/actor';
import { FRESH_MS } from '@/lib/auth/policy';
import { instant } from '@/lib/clock';

/** Everyone who may ask. All members act for themselves or for "ana"; the other member has nothing to do with her. */
export const MEMBER_ACTORS = ['P1', 'P1-old', 'P2', 'other', 'parent', 'guardian', 'unchecked', 'helper'] as const;
export const OUTSIDERS = ['visitor', 'disabled', 'practice', ...STAFF_ROLES.filter((role) => role !== 'practice')] as const;
export const ACTOR_NAMES = [...MEMBER_ACTORS, ...OUTSIDERS] as const;
export type ActorName = (typeof ACTOR_NAMES)[number];

export const NOW = instant('2026-12-01T15:00:00Z');
const OLD = instant(NOW.getTime() - FRESH_MS - 1);

type Member = Extract<Actor, { kind: 'member' }>;
const member = (change: Partial<Member> = {}): Member => ({
  kind: 'member',
  memberId: 'ana',
  accountId: 'ana',
  relation: null,
  level: 'P1',
  provedAt: NOW,
  ...change,
});

/** The actor as commands see it. Who is disabled is nobody; a staff account has rows of nobody. */
export function actorNamed(name: ActorName): Actor {
  switch (name) {
    case 'P1':
      return member();
    case 'P1-old':
      return member({ provedAt: OLD });
    case 'P2':
      return member({ level: 'P2' });
    case 'other':
      return member({ memberId: 'ben', accountId: 'ben' });
    case 'parent':
    case 'guardian':
    case 'helper':
      return member({ accountId: 'ben', relation: name });
    // A parent whose papers nobody saw: whatever they call themself, requests are a helper's.
    case 'unchecked':
      return member({ accountId: 'ben', relation: 'helper' });
    case 'visitor':
    case 'disabled':
      return { kind: 'visitor', journeyId: null };
    case 'practice':
      return { kind: 'practice', staffId: 'ana', organizationId: 'ana' };
    default:
      return { kind: 'staff', staffId: 'ana', role: name satisfies StaffRole };
  }
}
