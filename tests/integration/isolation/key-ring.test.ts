import { beforeAll, describe, expect, it } from 'vitest';
import type { MemberActor } from '@/lib/auth/actor';
import { parseAddress } from '@/lib/auth/address';
import { insertMember } from '@/lib/auth/store';
import { fixedClock, instant } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import { changeContactSafety, closeAccount, deleteDueAccounts, keepAccount } from '@/lib/membership/commands';
import { giveConsent } from '@/lib/membership/consents';
import { claimVisit } from '@/lib/scheduling/commands-account';
import { bookAppointment } from '@/lib/scheduling/commands-booking';
import { eraseVisits } from '@/lib/scheduling/commands-erasure';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { type BookableRole, createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';
import { ALL, NOTHING, started, whatOpens } from '../../support/restarted';

const database = useTestDatabase();
const clock = fixedClock('2026-11-23T14:00:00Z');
const deps = { clock, ids: systemIds };
const erasing = { clock, eraseVisits };
const MONTH_MS = 30 * 86_400_000;
let role: BookableRole;

beforeAll(async () => {
  role = await createBookableRole(database);
});

async function createMember(name: string): Promise<MemberActor> {
  const id = await asSystem('test', (tx) => insertMember(tx, parseAddress(`${name}@example.org`), 'en', clock.now()));
  const actor = { kind: 'member', memberId: id, accountId: id, relation: null, level: 'P1', provedAt: clock.now() } as const;
  await changeContactSafety(actor, { way: 'email', voiceMessage: 'no', callerName: 'first-name', safeTimes: 'any' }, deps);
  return actor;
}

/** A visit without an account, in a browser of its own. */
async function book(startIso: string) {
  const visitor = createVisitor();
  const hold = await holdSlot(visitor, { ...role, start: instant(startIso) }, deps);
  const details = { ...VISIT_DETAILS, contactWay: 'text' as const, accessNeeds: [] };
  const { result } = await bookAppointment(visitor, { appointmentId: hold.appointmentId, details }, systemIds.uuid(), deps);
  return { id: result.id, code: result.code ?? '', birthDate: VISIT_DETAILS.birthDate };
}

const CONSENT = { recipient: 'Dr. Osei', signature: 'A', scope: 'visits', purpose: 'care', period: 'year' } as const;

/** An account with everything that is sealed about a person: address, profile, consent, a visit and messages. */
async function fullMember(name: string, startIso: string) {
  const actor = await createMember(name);
  const visit = await book(startIso);
  await claimVisit(actor, visit, deps);
  await giveConsent(actor, CONSENT, deps);
  return { actor, visit };
}

describe('deletion and backups', () => {
  it('makes the deleted unreadable at once in a copy of the database from before, and nobody else', async () => {
    const [ana, ben] = [await fullMember('ana', '2026-12-01T15:00:00Z'), await fullMember('ben', '2026-12-02T15:00:00Z')];
    const claimedLater = await book('2026-12-03T15:00:00Z');
    const nobodys = await book('2026-12-04T15:00:00Z');
    const copy = await database.backUp();

    const restored = await started({ DATABASE_APP_URL: copy });
    for (const { actor, visit } of [ana, ben]) {
      const opens = await whatOpens(restored, actor.memberId, visit.id);
      expect(opens).toMatchObject(ALL);
      expect(opens.messages[0]).toBeGreaterThan(0);
    }

    await started({ DATABASE_APP_URL: database.appUrl });
    await claimVisit(ana.actor, claimedLater, deps);
    await closeAccount(ana.actor, deps);
    clock.advance(MONTH_MS);
    expect(await deleteDueAccounts(erasing)).toBe(1);

    // The same copy, root key and ring: the ring is today's, as it would be in a restore.
    const again = await started({ DATABASE_APP_URL: copy });
    const gone = await whatOpens(again, ana.actor.memberId, ana.visit.id);
    expect(gone).toMatchObject(NOTHING);
    expect(gone.messages[0]).toBe(0);
    expect(gone.messages[1]).toBeGreaterThan(0);
    const kept = await whatOpens(again, ben.actor.memberId, ben.visit.id);
    expect(kept).toMatchObject(ALL);
    expect(kept.messages[0]).toBe(kept.messages[1]);
    // In the copy this visit was in no account yet; in life it went with one.
    expect(await whatOpens(again, ana.actor.memberId, claimedLater.id)).toMatchObject({ visit: null });
    expect(await whatOpens(again, ben.actor.memberId, nobodys.id)).toMatchObject(ALL);
    await started({ DATABASE_APP_URL: database.appUrl });
  });

  it('cut off between the two stores tells nobody that it is done, cannot be taken back, and is finished later', async () => {
    clock.set('2026-11-23T14:00:00Z');
    const cut = await fullMember('cara', '2026-12-08T15:00:00Z');
    await closeAccount(cut.actor, deps);
    clock.advance(MONTH_MS);
    const refusing = { clock, eraseVisits: () => Promise.reject(new Error('killed')) };
    await expect(deleteDueAccounts(refusing)).rejects.toThrow('killed');
    const status = async () =>
      (await database.asOwner<{ status: string }>('SELECT status FROM member WHERE id = $1', [cut.actor.memberId]))[0]?.status;
    const told = () =>
      database.asOwner("SELECT 1 FROM audit_event WHERE action = 'account.deleted' AND subject = $1", [
        `member:${cut.actor.memberId}`,
      ]);
    expect(await status()).toBe('erasing');
    expect(await told()).toEqual([]);
    // Nothing is lost yet, and it is too late to change one's mind: half of it may be gone the next moment.
    await keepAccount({ ...cut.actor, provedAt: clock.now() }, deps);
    expect(await status()).toBe('erasing');

    // Cut off after the secrets are destroyed and before it is told.
    const late = {
      clock,
      eraseVisits: (...all: Parameters<typeof eraseVisits>) =>
        eraseVisits(...all).then(() => Promise.reject(new Error('killed'))),
    };
    await expect(deleteDueAccounts(late)).rejects.toThrow('killed');
    expect(await told()).toEqual([]);
    expect(await deleteDueAccounts(erasing)).toBe(1);
    expect(await deleteDueAccounts(erasing)).toBe(0);
    expect(await status()).toBe('closed');
    expect(await told()).toHaveLength(1);
    const left = [`member:${cut.actor.memberId}`, `appointment:${cut.visit.id}`];
    expect(await database.onKeyring('SELECT 1 FROM keyring.secret WHERE id = ANY($1)', [left])).toEqual([]);
  });
});

describe('the ring and the root key', () => {
  it('open nothing alone: neither another root key nor another secret, nor the secret of another row', async () => {
    clock.set('2026-11-23T14:00:00Z');
    const dora = await fullMember('dora', '2026-12-09T15:00:00Z');
    const eli = await fullMember('eli', '2026-12-10T15:00:00Z');
    const root = process.env.SECRET_KEY ?? '';
    const stolen = await started({ SECRET_KEY: Buffer.alloc(32, 99).toString('base64') });
    expect(await whatOpens(stolen, dora.actor.memberId, dora.visit.id)).toMatchObject(NOTHING);
    const portal = await started({ SECRET_KEY: root });
    // A row copied whole over another: bound to its own row, whatever secret it names.
    await database.asOwner(
      `UPDATE appointment a SET details = b.details, ring_id = b.ring_id FROM appointment b WHERE a.id = $1 AND b.id = $2`,
      [eli.visit.id, dora.visit.id],
    );
    await database.asOwner(
      `UPDATE member a SET wrapped_key = b.wrapped_key, ring_id = b.ring_id, profile = b.profile FROM member b WHERE a.id = $1 AND b.id = $2`,
      [eli.actor.memberId, dora.actor.memberId],
    );
    expect(await whatOpens(portal, eli.actor.memberId, eli.visit.id)).toMatchObject(NOTHING);
    expect(await whatOpens(portal, dora.actor.memberId, dora.visit.id)).toMatchObject(ALL);
  });

  it('the application can read, add and destroy secrets, and change none', async () => {
    await expect(database.onKeyring("UPDATE keyring.secret SET id = 'x'")).rejects.toMatchObject({ code: '42501' });
    await expect(database.onKeyring('TRUNCATE keyring.secret')).rejects.toMatchObject({ code: '42501' });
  });

  it('a lost secret refuses that account clearly, and nothing else breaks', async () => {
    const [fay, gil] = [await fullMember('fay', '2026-12-11T15:00:00Z'), await fullMember('gil', '2026-12-14T15:00:00Z')];
    await database.onKeyring('DELETE FROM keyring.secret WHERE id = $1', [`member:${fay.actor.memberId}`]);
    const portal = await started({});
    await expect(portal.getAccount(fay.actor, deps)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await whatOpens(portal, fay.actor.memberId, fay.visit.id)).toMatchObject({ visit: VISIT_DETAILS.firstName });
    expect(await whatOpens(portal, gil.actor.memberId, gil.visit.id)).toMatchObject(ALL);
  });

  it('without the ring sealed reads are told as not available, and the rest is ready', async () => {
    const url = process.env.KEYRING_APP_URL ?? '';
    const away = new URL(url);
    away.port = '1';
    const hal = await createMember('hal');
    const portal = await started({ KEYRING_APP_URL: away.toString() });
    const { isDatabaseDown } = await import('@/lib/db/failure');
    const failure = await portal.getAccount(hal, deps).then(
      () => null,
      (error: unknown) => error,
    );
    expect(isDatabaseDown(failure)).toBe(true);
    expect(await portal.whatIsReady()).toEqual({ database: true, keyring: false });
    const back = await started({ KEYRING_APP_URL: url });
    expect(await back.whatIsReady()).toEqual({ database: true, keyring: true });
    expect((await back.getAccount(hal, deps)).addresses).toHaveLength(1);
  });
});

describe('the way to the ring without downtime', () => {
  it('opens what the release before sealed, goes on writing its form while told to, and moves all at night', async () => {
    const older = await started({ KEYRING_SEALS: 'off' });
    const ivy = await fullMember('ivy', '2026-12-15T15:00:00Z');
    const outside = () =>
      database.asOwner('SELECT 1 FROM member WHERE id = $1 AND ring_id IS NULL AND wrapped_key IS NOT NULL', [
        ivy.actor.memberId,
      ]);
    // The modules of this file were loaded before: its own commands seal in the ring.
    expect(await outside()).toEqual([]);
    await older.asSystem('test', (tx) => older.rewrapMember(tx, ivy.actor.memberId));
    await database.asOwner('UPDATE appointment SET code_hash = NULL WHERE id = $1', [ivy.visit.id]);
    await older.resealVisits();
    expect(await outside()).toHaveLength(1);
    const [visit] = await database.asOwner<{ ring_id: string | null }>('SELECT ring_id FROM appointment WHERE id = $1', [
      ivy.visit.id,
    ]);
    expect(visit).toEqual({ ring_id: null });
    expect(await whatOpens(older, ivy.actor.memberId, ivy.visit.id)).toMatchObject(ALL);

    const now = await started({ KEYRING_SEALS: 'on' });
    expect(await whatOpens(now, ivy.actor.memberId, ivy.visit.id)).toMatchObject(ALL);
    expect(await now.rotateMemberKeys()).toBe(1);
    expect(await now.resealVisits()).toBe(1);
    expect([await now.rotateMemberKeys(), await now.resealVisits()]).toEqual([0, 0]);
    expect(await outside()).toEqual([]);
    expect(await whatOpens(now, ivy.actor.memberId, ivy.visit.id)).toMatchObject(ALL);
  });
});
