import { describe, expect, it } from 'vitest';
import { can, needsFreshProof } from '@/lib/auth/policy';
import { ACTIONS, JOBS, OPERATIONS, ROUTES } from '../../security/access-matrix';
import { ACTOR_NAMES, actorNamed, NOW } from '../../security/actors';
import { examplesFor } from '../../security/examples';
import type { AccountRow, Row, StaffRow } from '../../security/rows';
import { readSurface } from '../../security/surface';

const surface = readSurface();
const sorted = (names: readonly string[]) => [...names].sort();

describe('the access matrix', () => {
  it('has a row for every page and route handler, and no row without one', () => {
    expect(sorted(Object.keys(ROUTES))).toEqual(sorted([...surface.pages, ...surface.handlers.map(({ route }) => route)]));
  });

  it('has a row for every server action, and no row without one', () => {
    expect(sorted(Object.keys(ACTIONS))).toEqual(sorted(surface.actions));
  });

  it('has an example of every server action, for the programs that send them', () => {
    const examples = examplesFor({ roleId: 'r', visitTypeId: 'v', foreignId: 'f' });
    expect(sorted(Object.keys(examples))).toEqual(sorted(surface.actions));
  });

  it('has a row for every resource and operation of the FHIR door', () => {
    expect(sorted(Object.keys(OPERATIONS))).toEqual(sorted(surface.operations));
  });

  it('has a row for every job', () => {
    expect(sorted(Object.keys(JOBS))).toEqual(sorted(surface.jobs));
  });

  it('finds more than it could by accident: pages, handlers and actions of every domain', () => {
    expect(surface.pages.length).toBeGreaterThan(45);
    expect(surface.actions.length).toBeGreaterThan(35);
    expect(surface.handlers.find(({ route }) => route.startsWith('/fhir'))?.methods).toContain('DELETE');
  });
});

const isAccountRow = (row: Row): row is AccountRow => row.kind === 'account';
const rows = Object.entries({ ...ROUTES, ...ACTIONS }).filter((entry): entry is [string, AccountRow] => isAccountRow(entry[1]));
const cells = rows.flatMap(([name, row]) => ACTOR_NAMES.map((who) => ({ name, row, who, answer: row.cells[who] })));

/** What the policy says of an actor who asks for rows of "ana", or of themselves when it is somebody else's account. */
const answerOf = ({ policy }: AccountRow, who: (typeof ACTOR_NAMES)[number], ownerId: string) => {
  const actor = actorNamed(who);
  const resource = { ownerId, now: NOW };
  if (actor.kind !== 'member' || needsFreshProof(actor, policy, resource)) return 'sign-in';
  return can(actor, policy, resource) ? 'yes' : 'no';
};

describe('the policy answers as the matrix says', () => {
  // Accepting and ending an invitation and acting for somebody are deeds of the account, whoever it acts for.
  const ownDeeds = /answerInvite|endDelegate|actFor/;

  it.each(cells.filter(({ name }) => !ownDeeds.test(name)))('$name by $who is $answer', ({ row, who, answer }) => {
    expect(answerOf(row, who, who === 'other' ? 'ben' : 'ana')).toBe(answer);
  });

  it.each(cells)('$name by $who for a stranger is refused', ({ row, who }) => {
    expect(can(actorNamed(who), row.policy, { ownerId: 'cleo', now: NOW })).toBe(false);
    if (who === 'other') expect(can(actorNamed(who), row.policy, { ownerId: 'ana', now: NOW })).toBe(false);
  });
});

const isStaffRow = (row: Row): row is StaffRow => row.kind === 'staff';
const desk = Object.entries({ ...ROUTES, ...ACTIONS }).filter((entry): entry is [string, StaffRow] => isStaffRow(entry[1]));
const deskCells = desk.flatMap(([name, row]) => ACTOR_NAMES.map((who) => ({ name, row, who })));

describe('what is the staff’s', () => {
  it.each(deskCells)('$name by $who is as the matrix says', ({ row, who }) => {
    const { policy, yes } = row;
    const actor = actorNamed(who);
    const role = actor.kind === 'staff' ? actor.role : actor.kind === 'practice' ? 'practice' : null;
    const may = policy === 'any role' ? role !== null && role !== 'practice' : can(actor, policy, { ownerId: 'ana', now: NOW });
    expect(may).toBe(role !== null && yes.includes(role));
  });

  it.each(deskCells.filter(({ who }) => who === 'practice'))('$name for another practice is refused', ({ row }) => {
    if (row.policy !== 'any role') expect(can(actorNamed('practice'), row.policy, { ownerId: 'cleo', now: NOW })).toBe(false);
  });
});
