import { beforeEach, describe, expect, it } from 'vitest';
import type { MemberActor, StaffActor } from '@/lib/auth/actor';
import { insertMember } from '@/lib/auth/store';
import { findActiveRelation } from '@/lib/auth/store-delegation';
import { fixedClock, type PlainDateString } from '@/lib/clock';
import { asMember, asSystem } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import {
  acceptPapers,
  askAuthority,
  findAuthorityForDesk,
  refusePapers,
  runAuthorityUpkeep,
  withdrawPapers,
} from '@/lib/membership/authority';
import { addChild, answerInvite, changeContactSafety, endDelegate, inviteDelegate } from '@/lib/membership/commands';
import { getActedFor, getPeople, listWhoLooked } from '@/lib/membership/queries';
import { finishTask, reopenTask } from '@/lib/tasks/commands';
import { listDesk, openTask } from '@/lib/tasks/queries';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const START = '2026-12-01T15:00:00Z';
const clock = fixedClock(START);
const deps = { clock, ids: systemIds };
const staff = (role: StaffActor['role']): StaffActor => ({ kind: 'staff', staffId: systemIds.uuid(), role });
const access = staff('access');
const day = (text: string) => text as PlainDateString;
const ASK = { basis: 'parent', ownName: 'Ana Test', theirName: 'Luz Test', phone: '+17045550123' } as const;
const SEEN = {
  paper: 'birthCertificate',
  paperDated: day('2012-02-01'),
  until: undefined,
  birthDate: day('2012-01-15'),
} as const;

async function createMember(name: string): Promise<MemberActor> {
  const address = { kind: 'email', text: `${name}@example.org` } as const;
  const id = await asSystem('test', (tx) => insertMember(tx, address, 'en', clock.now()));
  const actor = { kind: 'member', memberId: id, accountId: id, relation: null, level: 'P1', provedAt: clock.now() } as const;
  const safe = { way: 'email', voiceMessage: 'no', callerName: 'plan', safeTimes: 'any' } as const;
  await changeContactSafety(actor, safe, deps);
  return actor;
}

const relationOf = (memberId: string, delegate: MemberActor) =>
  asSystem('test', (tx) => findActiveRelation(tx, memberId, delegate.accountId, clock.now()));
const messages = () =>
  database.asOwner<{ member_id: string }>(`SELECT member_id FROM notification WHERE template = 'messageWaiting'`);

/** A parent who asked, with the reference a caller would say. */
async function askForChild() {
  const ana = await createMember('ana');
  const childId = await addChild(ana, 'Luz', deps);
  const [child] = (await getPeople(ana, deps)).actedFor;
  if (!child) throw new Error('no child');
  await askAuthority(ana, { ...ASK, delegationId: child.id }, deps);
  const reference = (await getActedFor(ana, child.id, deps)).authority?.reference ?? '';
  return { ana, childId, delegationId: child.id, reference };
}

/** Ana, who asked Ben to be her guardian; Ben said yes. */
async function inviteGuardian() {
  const [ana, ben] = [await createMember('ana'), await createMember('ben')];
  await inviteDelegate(ana, { address: { kind: 'email', text: 'ben@example.org' }, relation: 'guardian' }, deps);
  const [invitation] = (await getPeople(ben, deps)).invitations;
  await answerInvite(ben, { id: invitation?.id ?? '', accept: true }, deps);
  return { ana, ben, delegationId: invitation?.id ?? '' };
}

beforeEach(async () => {
  clock.set(START);
  await database.asOwner('TRUNCATE member, member_address, delegation, authority, notification, task, rate_limit');
});

describe('a parent or guardian', () => {
  it('has a helper’s rights until somebody of the plan has seen papers, and then their own', async () => {
    const { ana, childId, reference } = await askForChild();
    expect(await relationOf(childId, ana)).toBe('helper');
    const [task] = (await listDesk(access, deps)).tasks;
    // Tuesday: two business days later is Thursday, to its end in the plan's zone.
    expect(task).toMatchObject({
      reference,
      kind: 'membership.papers',
      owner: 'access',
      dueAt: new Date('2026-12-04T05:00:00Z'),
    });
    await acceptPapers(access, reference, SEEN, deps);
    expect(await relationOf(childId, ana)).toBe('parent');
    expect((await listDesk(access, deps)).total).toBe(0);
    expect(await findAuthorityForDesk(access, reference, deps)).toMatchObject({ status: 'accepted', endsOn: '2030-01-15' });
  });

  it('is not made by asking, by asking twice, nor by the end that every other task has', async () => {
    const { ana, childId, delegationId, reference } = await askForChild();
    await askAuthority(ana, { ...ASK, delegationId }, deps);
    expect((await listDesk(access, deps)).total).toBe(1);
    for (const outcome of ['reached', 'papersSeen'] as const) {
      await expect(finishTask(access, { reference, outcome }, deps)).rejects.toMatchObject({ code: 'INVALID' });
    }
    await asMember(ana.accountId, async (tx) => {
      const forged = tx.authority.updateMany({ data: { status: 'accepted', paper: 'courtOrder' } });
      await expect(forged).rejects.toThrow();
    });
    expect(await relationOf(childId, ana)).toBe('helper');
  });

  it('is checked by staff whose work it is, and does not exist for others', async () => {
    const { reference, delegationId, childId, ana } = await askForChild();
    const ben = await createMember('ben');
    for (const actor of [staff('directory'), staff('coordination'), staff('break-glass'), ana]) {
      await expect(acceptPapers(actor, reference, SEEN, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(findAuthorityForDesk(actor, reference, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(askAuthority(ben, { ...ASK, delegationId }, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(acceptPapers(access, 'KTRM4927', SEEN, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await relationOf(childId, ana)).toBe('helper');
  });

  it('is refused with a written reason, told, and may ask again', async () => {
    const { ana, childId, delegationId, reference } = await askForChild();
    await refusePapers(access, reference, 'unreadable', deps);
    expect(await relationOf(childId, ana)).toBe('helper');
    expect((await getActedFor(ana, delegationId, deps)).authority).toMatchObject({ status: 'refused', refusal: 'unreadable' });
    expect(await messages()).toEqual([{ member_id: ana.accountId }]);
    await expect(acceptPapers(access, reference, SEEN, deps)).rejects.toMatchObject({ code: 'NOT_ACTIVE' });
    await expect(reopenTask(access, reference, deps)).rejects.toMatchObject({ code: 'NOT_ACTIVE' });
    await askAuthority(ana, { ...ASK, delegationId }, deps);
    expect((await getActedFor(ana, delegationId, deps)).authority).toMatchObject({ status: 'waiting' });
  });

  it('says what cannot be on a paper at its field, and opens nothing', async () => {
    const { ana, childId, reference } = await askForChild();
    const grown = { ...SEEN, birthDate: day('2008-12-01') };
    await expect(acceptPapers(access, reference, grown, deps)).rejects.toMatchObject({
      fields: { birthDate: 'desk.errors.ofAge' },
    });
    expect(await relationOf(childId, ana)).toBe('helper');
  });
});

describe('the wider rights end', () => {
  it('at the child’s 18th birthday by the request itself, and the night after the leave ends and both sides are told', async () => {
    const { ana, childId, delegationId, reference } = await askForChild();
    await acceptPapers(access, reference, SEEN, deps);
    await database.asOwner('TRUNCATE notification');
    clock.set('2030-01-15T04:59:00Z');
    expect(await relationOf(childId, ana)).toBe('parent');
    clock.set('2030-01-15T05:00:00Z');
    expect(await relationOf(childId, ana)).toBe('helper');
    expect(await runAuthorityUpkeep(deps)).toBe(1);
    expect(await relationOf(childId, ana)).toBeNull();
    expect(await messages()).toEqual([{ member_id: ana.accountId }]);
    await expect(askAuthority(ana, { ...ASK, delegationId }, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await runAuthorityUpkeep(deps)).toBe(0);
  });

  it('on the day after the last one of the paper, with a helper’s rights left, and can be shown anew before', async () => {
    const { ana, ben, delegationId } = await inviteGuardian();
    const show = async (until: string) => {
      await askAuthority(ben, { ...ASK, basis: 'guardian', delegationId }, deps);
      const reference = (await getActedFor(ben, delegationId, deps)).authority?.reference ?? '';
      await acceptPapers(
        access,
        reference,
        { paper: 'guardianLetters', paperDated: day('2026-11-02'), until: day(until), birthDate: undefined },
        deps,
      );
    };
    await show('2026-12-31');
    clock.set('2026-12-30T15:00:00Z');
    await show('2027-06-30');
    clock.set('2027-01-01T15:00:00Z');
    expect(await relationOf(ana.memberId, ben)).toBe('guardian');
    clock.set('2027-07-01T04:00:00Z');
    expect(await relationOf(ana.memberId, ben)).toBe('helper');
    await runAuthorityUpkeep(deps);
    expect((await getPeople(ana, deps)).delegates).toMatchObject([
      { status: 'active', checked: false, authority: { status: 'ended' } },
    ]);
  });

  it('at once when staff or either side takes them back, and what waited is no more work', async () => {
    const { ana, ben, delegationId } = await inviteGuardian();
    await askAuthority(ben, { ...ASK, basis: 'court', delegationId }, deps);
    const reference = (await getActedFor(ben, delegationId, deps)).authority?.reference ?? '';
    await expect(withdrawPapers(access, reference, deps)).rejects.toMatchObject({ code: 'NOT_ACTIVE' });
    await acceptPapers(access, reference, { ...SEEN, paper: 'courtOrder', birthDate: undefined }, deps);
    await database.asOwner('TRUNCATE notification');
    await withdrawPapers(access, reference, deps);
    expect(await relationOf(ana.memberId, ben)).toBe('helper');
    expect((await messages()).map((row) => row.member_id).sort()).toEqual([ana.memberId, ben.memberId].sort());
    await askAuthority(ben, { ...ASK, basis: 'court', delegationId }, deps);
    await endDelegate(ana, delegationId, deps);
    expect(await relationOf(ana.memberId, ben)).toBeNull();
    expect((await listDesk(access, deps)).total).toBe(0);
    const open = await database.asOwner(`SELECT 1 FROM authority WHERE status IN ('waiting', 'accepted')`);
    expect(open).toEqual([]);
  });
});

describe('everything about papers', () => {
  it('is in the trail, where the person it is about reads it', async () => {
    const { ana, ben, delegationId } = await inviteGuardian();
    await askAuthority(ben, { ...ASK, basis: 'guardian', delegationId }, deps);
    const reference = (await getActedFor(ben, delegationId, deps)).authority?.reference ?? '';
    await acceptPapers(access, reference, { ...SEEN, birthDate: undefined }, deps);
    await withdrawPapers(access, reference, deps);
    const later = { clock: { now: () => new Date(Date.now() + 60_000) } };
    const seen = (await listWhoLooked(ana, later)).map(({ who, action }) => `${who} ${action}`);
    expect(seen.slice(0, 3)).toEqual(['staff authority.ended', 'staff authority.accepted', 'helper authority.asked']);
  });

  it('keeps the names of the paper sealed, and no word of the paper itself', async () => {
    const { reference } = await askForChild();
    const rows = await database.asOwner<{ line: string }>('SELECT t::text || a::text AS line FROM task t, authority a');
    expect(rows.map(({ line }) => line).join()).not.toMatch(/Luz|Ana Test|704555/);
    expect((await openTask(access, reference, deps)).note).toContain('Luz Test');
  });

  it('tells parents and guardians from before that they are helpers until then, once', async () => {
    const { ana, ben } = await inviteGuardian();
    await database.asOwner('UPDATE delegation SET told_at = NULL');
    expect(await relationOf(ana.memberId, ben)).toBe('helper');
    expect(await runAuthorityUpkeep(deps)).toBe(1);
    expect(await runAuthorityUpkeep(deps)).toBe(0);
    expect((await messages()).map((row) => row.member_id).sort()).toEqual([ana.memberId, ben.memberId].sort());
  });
});
