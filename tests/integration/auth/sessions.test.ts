import { beforeEach, describe, expect, it } from 'vitest';
import { parseAddress } from '@/lib/auth/address';
import { endAllSessions, endSessionsOf } from '@/lib/auth/sessions';
import { askForCode, redeemCode } from '@/lib/auth/sign-in';
import { addStaff } from '@/lib/auth/staff';
import { insertMember } from '@/lib/auth/store';
import {
  deleteSessionsBut,
  endOldestSessions,
  findLiveSession,
  IDLE_MS,
  insertSession,
  listSessions,
  MAX_SESSIONS,
} from '@/lib/auth/store-session';
import { findLiveStaff, insertStaffSession } from '@/lib/auth/store-staff';
import { fixedClock } from '@/lib/clock';
import { asMember, asSystem } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-12-01T15:00:00Z');
const deps = { clock, ids: systemIds };

const address = (text: string) => {
  const parsed = parseAddress(text);
  if (!parsed) throw new Error('not an address');
  return parsed;
};
const createMember = (name: string) =>
  asSystem('test', (tx) => insertMember(tx, address(`${name}@example.org`), 'en', clock.now()));

/** As `startSession` does for a browser. */
async function start(memberId: string): Promise<string> {
  const token = systemIds.token(32);
  await asSystem('test', async (tx) => {
    await insertSession(tx, { token, oldToken: null, memberId, method: 'code', shared: false, now: clock.now() });
    await endOldestSessions(tx, memberId);
  });
  return token;
}
const live = async (token: string) => (await asSystem('test', (tx) => findLiveSession(tx, token, clock.now()))) !== null;

beforeEach(async () => {
  clock.set('2026-12-01T15:00:00Z');
  await database.asOwner(
    'TRUNCATE member, member_address, member_session, staff, sign_in_code, rate_limit, notification CASCADE',
  );
});

describe('sessions at the same time', () => {
  it('are five at most: the next sign-in ends the oldest, of this account only', async () => {
    const [ana, ben] = [await createMember('ana'), await createMember('ben')];
    const bens = await start(ben);
    const tokens: string[] = [];
    for (let n = 0; n < MAX_SESSIONS + 2; n++) {
      tokens.push(await start(ana));
      clock.advance(1000);
    }
    const alive = await Promise.all(tokens.map(live));
    expect(alive).toEqual([false, false, true, true, true, true, true]);
    expect(await live(bens)).toBe(true);
  });

  it('are five at most when twelve sign-ins come at once', async () => {
    const ana = await createMember('ana');
    await Promise.all(Array.from({ length: 12 }, () => start(ana)));
    expect(await database.asOwner('SELECT count(*)::int AS n FROM member_session')).toEqual([{ n: MAX_SESSIONS }]);
  });

  it('are listed for their owner, can be ended one by one or all others at once, and never somebody else’s', async () => {
    const [ana, ben] = [await createMember('ana'), await createMember('ben')];
    const [here, phone, library, bens] = [await start(ana), await start(ana), await start(ana), await start(ben)];
    const idOf = async (token: string) => (await asSystem('test', (tx) => findLiveSession(tx, token, clock.now())))?.id ?? '';
    const list = () => asMember(ana, (tx) => listSessions(tx, ana, clock.now()));
    expect((await list()).map(({ id }) => id).sort()).toEqual([await idOf(here), await idOf(phone), await idOf(library)].sort());
    const bensId = await idOf(bens);
    expect(await asMember(ana, (tx) => deleteSessionsBut(tx, ana, { only: bensId }))).toBe(0);
    const phoneId = await idOf(phone);
    expect(await asMember(ana, (tx) => deleteSessionsBut(tx, ana, { only: phoneId }))).toBe(1);
    expect(await live(phone)).toBe(false);
    const keep = await idOf(here);
    expect(await asMember(ana, (tx) => deleteSessionsBut(tx, ana, { keep }))).toBe(1);
    expect([await live(here), await live(library), await live(bens)]).toEqual([true, false, true]);
    clock.advance(IDLE_MS + 1);
    expect(await list()).toEqual([]);
  });

  it('can be ended by those who keep the server: of one address, member or staff, or all', async () => {
    const email = address('dana@plan.example');
    const staffId = (await addStaff({ role: 'access', email, organizationId: null }, 'test', deps)) ?? '';
    const desk = systemIds.token(32);
    const atDesk = async () => (await asSystem('test', (tx) => findLiveStaff(tx, desk, clock.now()))) !== null;
    await asSystem('test', (tx) => insertStaffSession(tx, { token: desk, staffId, now: clock.now() }));
    const [anas, bens] = [await start(await createMember('ana')), await start(await createMember('ben'))];
    expect(await endSessionsOf(address('ana@example.org'), 'test')).toBe(1);
    expect([await live(anas), await live(bens), await atDesk()]).toEqual([false, true, true]);
    expect(await endSessionsOf(email, 'test')).toBe(1);
    expect(await atDesk()).toBe(false);
    expect(await endSessionsOf(address('nobody@example.org'), 'test')).toBe(0);
    expect(await endAllSessions('test')).toBe(1);
    expect(await live(bens)).toBe(false);
  });
});

describe('a wrong code', () => {
  it('stands in the trail at most five times, with a part of a keyed hash and no address', async () => {
    const to = address('ana@example.org');
    const binding = await askForCode({ address: to, locale: 'en', shared: false, network: 'local' }, deps);
    const guess = (typed: string, at = binding) => redeemCode({ binding: at, typed, locale: 'en' }, deps).catch(() => 'refused');
    for (let n = 0; n < 8; n++) expect(await guess('not a code')).toBe('refused');
    expect(await guess('not a code', systemIds.token(32))).toBe('refused');
    const rows = await database.asOwner<{ actor: string; subject: string | null; detail: Record<string, string> }>(
      "SELECT actor, subject, detail FROM audit_event WHERE action = 'account.sign-in-refused'",
    );
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatchObject({ actor: 'visitor', subject: null, detail: { door: 'member', method: 'code' } });
    expect(rows[0]?.detail.address).toMatch(/^[\w-]{16}$/);
    expect(JSON.stringify(rows)).not.toContain('example.org');
  });
});
