import { describe, expect, it } from 'vitest';
import { type Actor, actorLabel } from '@/lib/auth/actor';
import { ACTIONS, type Action, can, FRESH_MS, needsFreshProof } from '@/lib/auth/policy';
import { instant } from '@/lib/clock';

const NOW = instant('2026-12-01T15:00:00Z');
const OLD = instant(NOW.getTime() - FRESH_MS - 1);
const member = (change: Partial<Extract<Actor, { kind: 'member' }>> = {}): Actor => ({
  kind: 'member',
  memberId: 'ana',
  accountId: 'ana',
  relation: null,
  level: 'P1',
  provedAt: NOW,
  ...change,
});

const ACTORS = {
  visitor: { kind: 'visitor', journeyId: 'ana' },
  stranger: { kind: 'visitor', journeyId: null },
  'member P1': member(),
  'member P1, old proof': member({ provedAt: OLD }),
  'member P2': member({ level: 'P2' }),
  'other member': member({ memberId: 'ben', accountId: 'ben' }),
  parent: member({ accountId: 'ben', relation: 'parent' }),
  guardian: member({ accountId: 'ben', relation: 'guardian' }),
  helper: member({ accountId: 'ben', relation: 'helper' }),
  practice: { kind: 'practice', staffId: 's', organizationId: 'ana' },
  staff: { kind: 'staff', staffId: 'ana', role: 'access' },
  directory: { kind: 'staff', staffId: 'ana', role: 'directory' },
  coordination: { kind: 'staff', staffId: 'ana', role: 'coordination' },
  appeals: { kind: 'staff', staffId: 'ana', role: 'appeals' },
  admin: { kind: 'staff', staffId: 'ana', role: 'admin' },
  'break-glass': { kind: 'staff', staffId: 'ana', role: 'break-glass' },
} as const satisfies Record<string, Actor>;
type Who = keyof typeof ACTORS;

const SELF: readonly Who[] = ['member P1', 'member P1, old proof', 'member P2'];
const FRESH: readonly Who[] = ['member P1', 'member P2'];
const DESK: readonly Who[] = ['staff', 'admin'];
const GUARDS: readonly Who[] = ['parent', 'guardian'];

/** Who may, for rows of "ana". Whoever is not named may not. */
const MATRIX: Readonly<Record<Action, readonly Who[]>> = {
  'account.read': [...SELF, ...GUARDS],
  'account.settings': SELF,
  'account.consents': FRESH,
  'account.contact': [...FRESH, ...GUARDS],
  'account.coverage': [...SELF, ...GUARDS],
  'account.export': [...FRESH, ...GUARDS],
  'account.delete': FRESH,
  'account.people': FRESH,
  'account.sessions': SELF,
  'account.passkeys': FRESH,
  'account.claim': [...SELF, ...GUARDS, 'helper'],
  'appointment.withhold': SELF,
  'appointment.book': ['visitor', ...SELF, ...GUARDS, 'helper'],
  'appointment.read': ['visitor', ...SELF, ...GUARDS],
  'appointment.change': ['visitor', ...SELF, ...GUARDS],
  'choice.read': ['visitor', ...SELF, ...GUARDS],
  'choice.change': ['visitor', ...SELF, ...GUARDS],
  'desk.tasks': [...DESK, 'directory', 'coordination'],
  'desk.directory': ['directory', 'admin'],
  'desk.authority': DESK,
  'desk.messages': DESK,
  'practice.calendar': ['practice'],
};

describe('the policy', () => {
  it('has a row in the matrix for every action', () => {
    expect(Object.keys(MATRIX).sort()).toEqual([...ACTIONS].sort());
  });

  const cells = ACTIONS.flatMap((action) => (Object.keys(ACTORS) as Who[]).map((who) => ({ action, who })));

  it.each(cells)('$action on their own rows by $who', ({ action, who }) => {
    expect(can(ACTORS[who], action, { ownerId: 'ana', now: NOW })).toBe(MATRIX[action].includes(who));
  });

  // Work at the desk is the plan's: it has no owner, so there are no foreign rows of it.
  const owned = cells.filter(({ action }) => !action.startsWith('desk.'));

  it.each(owned)('$action on foreign rows by $who is refused', ({ action, who }) => {
    expect(can(ACTORS[who], action, { ownerId: 'cleo', now: NOW })).toBe(false);
  });

  it('asks for a new proof only where nothing else is missing', () => {
    expect(needsFreshProof(ACTORS['member P1, old proof'], 'account.delete', { ownerId: 'ana', now: NOW })).toBe(true);
    expect(needsFreshProof(ACTORS['member P1, old proof'], 'account.delete', { ownerId: 'cleo', now: NOW })).toBe(false);
    expect(needsFreshProof(ACTORS.helper, 'account.delete', { ownerId: 'ana', now: NOW })).toBe(false);
    expect(needsFreshProof(ACTORS['member P1'], 'account.read', { ownerId: 'ana', now: NOW })).toBe(false);
  });

  it('counts a proof as old without a clock to compare with', () => {
    expect(can(ACTORS['member P1'], 'account.export', { ownerId: 'ana' })).toBe(false);
  });
});

describe('the audit trail', () => {
  it('names who is signed in, not whom they act for', () => {
    expect(actorLabel(ACTORS.guardian)).toBe('member:ben');
    expect(actorLabel(ACTORS.visitor)).toBe('visitor');
    expect(actorLabel(ACTORS.admin)).toBe('staff:ana');
  });
});
