import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import type { MemberActor } from '@/lib/auth/actor';
import { finishPasskeySignIn, finishRegistration, startPasskeySignIn, startRegistration } from '@/lib/auth/passkeys';
import { addStaff, resetStaffPasskey } from '@/lib/auth/staff';
import { finishStaffStep, hasStaffPasskey, startStaffStep } from '@/lib/auth/staff-passkeys';
import { insertMember } from '@/lib/auth/store';
import { findLiveStaff, insertStaffSession, type StaffRow } from '@/lib/auth/store-staff';
import { fixedClock } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import { createAuthenticator } from '../../support/authenticator';
import { useTestDatabase } from '../../support/database';

const HOME = 'https://care.example.org';
const database = useTestDatabase();
const clock = fixedClock('2026-12-01T15:00:00Z');
const deps = { clock, ids: systemIds };

beforeAll(() => {
  process.env.APP_ORIGIN = HOME;
});

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'in',
    (error) => (isAppError(error) ? error.code : String(error)),
  );
const trail = async (action: string) =>
  (await database.asOwner<{ n: number }>('SELECT count(*)::int AS n FROM audit_event WHERE action = $1', [action]))[0]?.n;

describe('a passkey of a member', () => {
  let member: MemberActor;
  const signIn = async (answer: (options: unknown) => string) => {
    const { options, token } = await startPasskeySignIn({ shared: false, network: 'local', origin: HOME }, deps);
    const credential = answer(options);
    return { token, credential, said: await outcome(finishPasskeySignIn({ token, credential }, deps)) };
  };
  const register = async (answer: (options: unknown) => string) => {
    const { options, token } = await startRegistration(member, HOME, deps);
    return outcome(finishRegistration(member, { token, credential: answer(options) }, deps));
  };

  beforeEach(async () => {
    const memberId = await asSystem('test', (tx) => insertMember(tx, null, 'en', clock.now()));
    const own = { kind: 'member', memberId, accountId: memberId, relation: null } as const;
    member = { ...own, level: 'P1', provedAt: clock.now() };
  });

  it('signs in once for one challenge, and is not good in another browser', async () => {
    const phone = createAuthenticator(HOME);
    expect(await register(phone.create)).toBe('in');
    const { token, credential, said } = await signIn(phone.show);
    expect(said).toBe('in');
    expect(await outcome(finishPasskeySignIn({ token, credential }, deps))).toBe('CODE_UNKNOWN');
    expect(await outcome(finishPasskeySignIn({ token: systemIds.token(32), credential }, deps))).toBe('CODE_UNKNOWN');
  });

  it.each([
    ['made for another site', { origin: 'https://evil.example' }],
    ['without face, finger or PIN', { verified: false }],
    ['of an algorithm we do not take (ES512)', { algorithm: -36 }],
    ['of an algorithm we do not take (RS1)', { algorithm: -65535 }],
  ])('is not kept when it is %s', async (_what, manner) => {
    expect(await register((options) => createAuthenticator(HOME).create(options, manner))).toBe('CODE_UNKNOWN');
  });

  it('offers Ed25519, ES256 and RS256 and nothing else', async () => {
    const { options } = await startRegistration(member, HOME, deps);
    const { pubKeyCredParams } = options as { pubKeyCredParams: { alg: number }[] };
    expect(pubKeyCredParams.map(({ alg }) => alg)).toEqual([-8, -7, -257]);
  });

  it('of somebody else, or shown without a finger, signs nobody in, and the trail says so', async () => {
    const phone = createAuthenticator(HOME);
    await register(phone.create);
    const before = (await trail('account.sign-in-refused')) ?? 0;
    expect((await signIn(createAuthenticator(HOME).show)).said).toBe('CODE_UNKNOWN');
    expect((await signIn((options) => phone.show(options, { verified: false }))).said).toBe('CODE_UNKNOWN');
    expect((await signIn((options) => phone.show(options, { origin: 'https://evil.example' }))).said).toBe('CODE_UNKNOWN');
    expect(await trail('account.sign-in-refused')).toBe(before + 3);
  });
});

describe('the second factor of staff', () => {
  let staff: StaffRow;
  const email = { kind: 'email', text: 'dana@plan.example' } as const;
  const step = async (who: StaffRow, answer: (options: unknown) => string, as = who) => {
    const { options, token } = await startStaffStep(who, HOME, deps);
    return outcome(finishStaffStep(as, { token, credential: answer(options) }, deps));
  };

  beforeEach(async () => {
    await database.asOwner('TRUNCATE staff CASCADE');
    const id = await addStaff({ role: 'access', email, organizationId: null }, 'test', deps);
    if (!id) throw new Error('no staff');
    staff = { id, role: 'access', organizationId: null };
  });

  it('is made at the first sign-in and asked for from then on', async () => {
    const phone = createAuthenticator(HOME);
    expect(await hasStaffPasskey(staff)).toBe(false);
    expect(await step(staff, phone.create)).toBe('in');
    expect(await hasStaffPasskey(staff)).toBe(true);
    expect(await step(staff, phone.show)).toBe('in');
  });

  it('cannot be replaced by another one without the first', async () => {
    const phone = createAuthenticator(HOME);
    const early = await startStaffStep(staff, HOME, deps);
    expect(await step(staff, phone.create)).toBe('in');
    const thief = createAuthenticator(HOME);
    const late = { token: early.token, credential: thief.create(early.options) };
    expect(await outcome(finishStaffStep(staff, late, deps))).toBe('CODE_UNKNOWN');
    expect(await step(staff, thief.create)).toBe('CODE_UNKNOWN');
    expect(await step(staff, thief.show)).toBe('CODE_UNKNOWN');
    expect(await trail('staff.passkey-refused')).toBeGreaterThanOrEqual(3);
  });

  it('is good for the one who asked, and for staff only', async () => {
    const phone = createAuthenticator(HOME);
    await step(staff, phone.create);
    const other = { ...staff, id: systemIds.uuid<'staff'>() };
    expect(await step(staff, phone.show, other)).toBe('CODE_UNKNOWN');
    const { options, token } = await startStaffStep(staff, HOME, deps);
    expect(await outcome(finishPasskeySignIn({ token, credential: phone.show(options) }, deps))).toBe('CODE_UNKNOWN');
    const open = await startPasskeySignIn({ shared: false, network: 'local', origin: HOME }, deps);
    expect(await outcome(finishStaffStep(staff, { token: open.token, credential: phone.show(open.options) }, deps))).toBe(
      'CODE_UNKNOWN',
    );
    expect(await outcome(startStaffStep(null, HOME, deps))).toBe('SIGN_IN_NEEDED');
  });

  it('that is lost is taken away with all sessions, and the next sign-in makes a new one', async () => {
    await step(staff, createAuthenticator(HOME).create);
    const token = systemIds.token(32);
    await asSystem('test', (tx) => insertStaffSession(tx, { token, staffId: staff.id, second: true, now: clock.now() }));
    expect(await asSystem('test', (tx) => findLiveStaff(tx, token, clock.now()))).toMatchObject({ second: true });
    expect(await resetStaffPasskey(email, 'test')).toBe(true);
    expect(await asSystem('test', (tx) => findLiveStaff(tx, token, clock.now()))).toBeNull();
    expect(await step(staff, createAuthenticator(HOME).create)).toBe('in');
  });
});
