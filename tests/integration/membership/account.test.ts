import { beforeEach, describe, expect, it } from 'vitest';
import type { MemberActor } from '@/lib/auth/actor';
import { parseAddress } from '@/lib/auth/address';
import { insertMember } from '@/lib/auth/store';
import { findActiveRelation } from '@/lib/auth/store-delegation';
import { fixedClock } from '@/lib/clock';
import { type KeyRow, unwrapDataKey } from '@/lib/db/data-key';
import { asSystem, inScope } from '@/lib/db/scope';
import {
  addChild,
  answerInvite,
  changeContactSafety,
  closeAccount,
  deleteDueAccounts,
  endDelegate,
  inviteDelegate,
  keepAccount,
} from '@/lib/membership/commands';
import { exportAccount } from '@/lib/membership/export';
import type { ContactSafety } from '@/lib/membership/model';
import { findRecipient, getAccount, getPeople, listWhoLooked } from '@/lib/membership/queries';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-12-01T15:00:00Z');
const deps = { clock };
const SAFE: ContactSafety = { way: 'email', voiceMessage: 'no', callerName: 'first-name', safeTimes: 'evening' };

const address = (name: string) => {
  const parsed = parseAddress(`${name}@example.org`);
  if (!parsed) throw new Error('not an address');
  return parsed;
};
async function createMember(name: string): Promise<MemberActor> {
  const id = await asSystem('test', (tx) => insertMember(tx, address(name), 'en', clock.now()));
  return { kind: 'member', memberId: id, accountId: id, relation: null, level: 'P1', provedAt: clock.now() };
}

beforeEach(async () => {
  clock.set('2026-12-01T15:00:00Z');
  await database.asOwner('TRUNCATE member, member_address, member_session, delegation, notification');
});

describe('safe contact', () => {
  it('sends nothing before the person answered, and then only in the way they chose', async () => {
    const ana = await createMember('ana');
    expect(await findRecipient(ana.memberId)).toBeNull();
    await changeContactSafety(ana, SAFE, deps);
    expect(await findRecipient(ana.memberId)).toMatchObject({
      channel: 'email',
      address: 'ana@example.org',
      safeTimes: 'evening',
    });
    for (const way of ['phone', 'mail', 'none', 'text'] as const) {
      await changeContactSafety(ana, { ...SAFE, way }, deps);
      expect(await findRecipient(ana.memberId)).toBeNull();
    }
  });

  it('needs a fresh proof', async () => {
    const ana = await createMember('ana');
    clock.advance(6 * 60_000);
    await expect(changeContactSafety(ana, SAFE, deps)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' });
  });
});

describe('people who help', () => {
  it('are invited by address, say yes themselves, and can be ended at once', async () => {
    const [ana, ben, cleo] = [await createMember('ana'), await createMember('ben'), await createMember('cleo')];
    await inviteDelegate(ana, { address: address('ben'), relation: 'guardian' }, deps);
    const [invitation] = (await getPeople(ben)).invitations;
    if (!invitation) throw new Error('no invitation');
    expect((await getPeople(cleo)).invitations).toEqual([]);
    await expect(answerInvite(cleo, { id: invitation.id, accept: true }, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await answerInvite(ben, { id: invitation.id, accept: true }, deps);
    await expect(answerInvite(ben, { id: invitation.id, accept: true }, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const relation = () => asSystem('test', (tx) => findActiveRelation(tx, ana.memberId, ben.accountId, clock.now()));
    expect(await relation()).toBe('helper');
    await expect(endDelegate(cleo, invitation.id, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await endDelegate(ana, invitation.id, deps);
    expect(await relation()).toBeNull();
  });

  it('see nothing on file as helpers, and all but the ending as guardians', async () => {
    const ana = await createMember('ana');
    const ben = await createMember('ben');
    const as = (relation: 'helper' | 'guardian'): MemberActor => ({ ...ben, memberId: ana.memberId, relation });
    await expect(getAccount(as('helper'), deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(exportAccount(as('helper'), deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await getAccount(as('guardian'), deps)).id).toBe(ana.memberId);
    await expect(closeAccount(as('guardian'), deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of a child are listed as its parents from the start', async () => {
    const ana = await createMember('ana');
    const childId = await addChild(ana, 'Luz', deps);
    expect((await getPeople(ana)).actedFor).toMatchObject([{ memberId: childId, firstName: 'Luz', relation: 'parent' }]);
  });
});

describe('the export', () => {
  it('holds what the account holds, and is noted where the member sees it', async () => {
    const ana = await createMember('ana');
    await changeContactSafety(ana, SAFE, deps);
    const everything = await exportAccount(ana, deps);
    expect(everything.account).toMatchObject({ addresses: [{ text: 'ana@example.org' }], profile: { contact: SAFE } });
    const real = { clock: { now: () => new Date(Date.now() + 60_000) } };
    const actions = (await listWhoLooked(ana, real)).map(({ action, who }) => `${who} ${action}`);
    expect(actions).toEqual(['you account.exported', 'you account.contact-changed']);
  });
});

describe('deletion', () => {
  it('waits 30 days, can be taken back, and then makes even an old backup unreadable', async () => {
    const ana = await createMember('ana');
    await changeContactSafety(ana, SAFE, deps);
    const [backup] = await database.asOwner<KeyRow>('SELECT id, wrapped_key AS "wrappedKey", ring_id AS "ringId" FROM member');
    await closeAccount(ana, deps);
    clock.advance(29 * 86_400_000);
    expect(await deleteDueAccounts(deps)).toBe(0);
    await keepAccount({ ...ana, provedAt: clock.now() }, deps);
    clock.advance(30 * 86_400_000);
    expect(await deleteDueAccounts(deps)).toBe(0);
    await closeAccount({ ...ana, provedAt: clock.now() }, deps);
    clock.advance(30 * 86_400_000);
    expect(await deleteDueAccounts(deps)).toBe(1);
    const [row] = await database.asOwner<{ wrapped_key: Buffer | null; status: string }>(
      'SELECT wrapped_key, status FROM member',
    );
    expect(row).toMatchObject({ wrapped_key: null, status: 'closed' });
    expect(backup?.wrappedKey).toHaveLength(61);
    expect(backup && (await unwrapDataKey(backup))).toBeNull();
    expect(await database.asOwner('SELECT 1 FROM member_address')).toEqual([]);
    await expect(getAccount(ana, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leaves nothing for another member to take back', async () => {
    const ana = await createMember('ana');
    const ben = await createMember('ben');
    await closeAccount(ana, deps);
    await inScope({ scope: 'member', key: ben.memberId }, (tx) => tx.member.updateMany({ data: { status: 'active' } }));
    expect(await database.asOwner("SELECT 1 FROM member WHERE status = 'closing'")).toHaveLength(1);
  });
});
