import { beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import type { StaffRole } from '@/lib/auth/actor';
import { parseAddress } from '@/lib/auth/address';
import { askForCode, redeemCode } from '@/lib/auth/sign-in';
import { addStaff, disableStaff, redeemStaffCode } from '@/lib/auth/staff';
import type { Door } from '@/lib/auth/store';
import { ABSOLUTE_MS, IDLE_MS } from '@/lib/auth/store-session';
import { deleteStaffSession, findLiveStaff, insertStaffSession } from '@/lib/auth/store-staff';
import { fixedClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { asMember, asPractice, asStaff, asSystem } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import { deliverNotifications } from '@/lib/notifications/commands';
import type { Envelope } from '@/lib/notifications/model';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-12-01T15:00:00Z');
const deps = { clock, ids: systemIds };

const email = (name: string) => {
  const address = parseAddress(`${name}@plan.example`);
  if (!address) throw new Error('not an address');
  return address;
};
const add = (name: string, role: StaffRole = 'directory') =>
  addStaff({ role, email: email(name), organizationId: null }, 'test', deps);

/** Asks at a door and reads the newest mail, if one was sent. */
async function ask(name: string, door: Door) {
  const sent: Envelope[] = [];
  const binding = await askForCode({ address: email(name), locale: 'en', shared: false, network: 'local', door }, deps);
  await deliverNotifications({ ...deps, mailbox: false, transportOf: () => ({ send: async (each) => void sent.push(each) }) });
  return { binding, code: sent.at(-1)?.params.code ?? null };
}
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'in',
    (error) => (isAppError(error) ? error.code : String(error)),
  );
const enter = ({ binding, code }: { binding: string; code: string | null }) =>
  outcome(redeemStaffCode({ binding, typed: code ?? '' }, deps));

beforeEach(async () => {
  clock.set('2026-12-01T15:00:00Z');
  await database.asOwner('TRUNCATE staff, staff_session, sign_in_code, member, member_address, notification, rate_limit CASCADE');
});

describe('the staff door', () => {
  it('lets somebody in who is on the list, once', async () => {
    const id = await add('dana');
    const asked = await ask('dana', 'staff');
    expect(await redeemStaffCode({ binding: asked.binding, typed: asked.code ?? '' }, deps)).toMatchObject({
      id,
      role: 'directory',
    });
    expect(await enter(asked)).toBe('CODE_UNKNOWN');
  });

  it('sends nothing to anybody else, with the same answer', async () => {
    const asked = await ask('stranger', 'staff');
    expect(asked.code).toBeNull();
    expect(asked.binding).toHaveLength(43);
    expect(await enter({ ...asked, code: '00000000' })).toBe('CODE_UNKNOWN');
  });

  it('takes no code of the member door, and the member door none of this one', async () => {
    await add('dana');
    const asMemberOf = await ask('dana', 'member');
    expect(await enter(asMemberOf)).toBe('CODE_UNKNOWN');
    const asStaffOf = await ask('dana', 'staff');
    expect(await outcome(redeemCode({ binding: asStaffOf.binding, typed: asStaffOf.code ?? '', locale: 'en' }, deps))).toBe(
      'CODE_UNKNOWN',
    );
    expect(await database.asOwner('SELECT 1 FROM member')).toEqual([]);
  });

  it('lets none of 60 parallel guesses in', async () => {
    await add('dana');
    const { binding, code } = await ask('dana', 'staff');
    const guesses = Array.from({ length: 60 }, (_, n) => String(n).padStart(8, '9')).filter((guess) => guess !== code);
    const outcomes = await Promise.all(guesses.map((guess) => enter({ binding, code: guess })));
    expect(new Set(outcomes)).toEqual(new Set(['CODE_UNKNOWN']));
    expect(await enter({ binding, code })).toBe('CODE_UNKNOWN');
  });

  it('closes for a disabled account at once: waiting codes and live sessions too', async () => {
    const staffId = (await add('dana')) ?? '';
    const token = systemIds.token(32);
    await asSystem('test', (tx) => insertStaffSession(tx, { token, staffId, now: clock.now() }));
    const asked = await ask('dana', 'staff');
    expect(await disableStaff(email('dana'), 'test', deps)).toBe(true);
    expect(await enter(asked)).toBe('CODE_UNKNOWN');
    expect(await asSystem('test', (tx) => findLiveStaff(tx, token, clock.now()))).toBeNull();
    expect((await ask('dana', 'staff')).code).toBeNull();
  });
});

describe('a staff account', () => {
  it('is opened once for an address', async () => {
    expect(await add('dana')).not.toBeNull();
    expect(await add('dana', 'admin')).toBeNull();
  });

  it('of a practice needs its organization, and no other has one', async () => {
    expect(await outcome(add('pat', 'practice'))).toBe('INVALID');
    const organizationId = systemIds.uuid();
    expect(await outcome(addStaff({ role: 'admin', email: email('ann'), organizationId }, 'test', deps))).toBe('INVALID');
  });

  it('shows no address in the database, and nothing at all outside the sign-in door', async () => {
    const id = (await add('dana')) ?? '';
    const [row] = await database.asOwner<{ dump: string }>("SELECT email_index || encode(email, 'escape') AS dump FROM staff");
    expect(row?.dump).not.toContain('plan.example');
    expect(await db().staff.count()).toBe(0);
    for (const as of [asStaff, asPractice, asMember]) expect(await as(id, (tx) => tx.staff.count())).toBe(0);
  });
});

describe('a staff session', () => {
  const start = async () => {
    const token = systemIds.token(32);
    const staffId = (await add('dana')) ?? '';
    await asSystem('test', (tx) => insertStaffSession(tx, { token, staffId, now: clock.now() }));
    return token;
  };
  const live = (token: string) => asSystem('test', (tx) => findLiveStaff(tx, token, clock.now()));

  it('ends after 15 minutes without use', async () => {
    const token = await start();
    clock.advance(IDLE_MS);
    expect(await live(token)).not.toBeNull();
    clock.advance(IDLE_MS + 1);
    expect(await live(token)).toBeNull();
    expect(await database.asOwner('SELECT 1 FROM staff_session')).toEqual([]);
  });

  it('ends after 12 hours however busy it was', async () => {
    const token = await start();
    for (let spent = 0; spent + 600_000 < ABSOLUTE_MS; spent += 600_000) {
      clock.advance(600_000);
      expect(await live(token)).not.toBeNull();
    }
    clock.advance(600_000);
    expect(await live(token)).toBeNull();
  });

  it('is dead after sign-out', async () => {
    const token = await start();
    await asSystem('test', (tx) => deleteStaffSession(tx, token));
    expect(await live(token)).toBeNull();
  });
});
