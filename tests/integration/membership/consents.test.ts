import { beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/app-error';
import type { DelegateRelation, MemberActor } from '@/lib/auth/actor';
import { insertMember } from '@/lib/auth/store';
import { fixedClock } from '@/lib/clock';
import { asMember, asSystem } from '@/lib/db/scope';
import { toAccountBundle } from '@/lib/fhir/account-bundle';
import { systemIds } from '@/lib/ids';
import { giveConsent, listConsents, withdrawConsent } from '@/lib/membership/consents';
import { exportAccount } from '@/lib/membership/export';
import { type ConsentInput, isInForce } from '@/lib/membership/model-consent';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-12-01T15:00:00Z');
const deps = { clock };
const YES: ConsentInput = {
  recipient: 'River Clinic',
  scope: 'visits',
  purpose: 'tpo',
  period: '90-days',
  signature: 'Ana Test',
};
let ana: MemberActor;

async function createMember(): Promise<MemberActor> {
  const id = await asSystem('test', (tx) => insertMember(tx, null, 'en', clock.now()));
  return { kind: 'member', memberId: id, accountId: id, relation: null, level: 'P1', provedAt: clock.now() };
}
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => (isAppError(error) ? error.code : String(error)),
  );

beforeEach(async () => {
  clock.set('2026-12-01T15:00:00Z');
  ana = await createMember();
});

describe('a consent', () => {
  it('says to whom, what, why and until when; ends by itself, or at once when it is withdrawn', async () => {
    await giveConsent(ana, YES, deps);
    await giveConsent(ana, { ...YES, period: 'open' }, deps);
    const [one, two] = await listConsents(ana, deps);
    const ends = one?.expiresAt ? one : two;
    const open = ends === one ? two : one;
    if (!ends || !open) throw new Error('two consents were given');
    expect(ends).toMatchObject({ recipient: 'River Clinic', signature: 'Ana Test', scope: 'visits', purpose: 'tpo' });
    expect([isInForce(ends, new Date('2027-03-01T14:59:59Z')), isInForce(ends, new Date('2027-03-01T15:00:00Z'))]).toEqual([
      true,
      false,
    ]);
    await withdrawConsent(ana, open.id, deps);
    const after = (await listConsents(ana, deps)).find(({ id }) => id === open.id);
    expect(after && isInForce(after, clock.now())).toBe(false);
    expect(await outcome(withdrawConsent(ana, open.id, deps))).toBe('NOT_FOUND');
    const trail = await database.asOwner("SELECT action FROM audit_event WHERE subject = $1 AND action LIKE 'consent.%'", [
      `member:${ana.memberId}`,
    ]);
    expect(trail.map(({ action }) => action)).toEqual(['consent.given', 'consent.given', 'consent.withdrawn']);
  });

  it('is seen, given and withdrawn by the person alone, with a fresh proof', async () => {
    await giveConsent(ana, YES, deps);
    const [consent] = await listConsents(ana, deps);
    const id = consent?.id ?? '';
    for (const relation of ['parent', 'guardian', 'helper'] as const satisfies readonly DelegateRelation[]) {
      const other = { ...ana, accountId: systemIds.uuid(), relation };
      expect(await outcome(listConsents(other, deps))).toBe('NOT_FOUND');
      expect(await outcome(giveConsent(other, YES, deps))).toBe('NOT_FOUND');
      expect(await outcome(withdrawConsent(other, id, deps))).toBe('NOT_FOUND');
    }
    const ben = await createMember();
    expect(await listConsents(ben, deps)).toEqual([]);
    expect(await outcome(withdrawConsent(ben, id, deps))).toBe('NOT_FOUND');
    expect(await asMember(ben.memberId, (tx) => tx.consent.count())).toBe(0);
    clock.advance(300_001);
    expect(await outcome(giveConsent(ana, YES, deps))).toBe('SIGN_IN_NEEDED');
  });

  it('is sealed, and in the export of the person, as FHIR too, and in nobody else’s', async () => {
    await giveConsent(ana, YES, deps);
    const [row] = await database.asOwner<{ line: string }>('SELECT t::text AS line FROM consent t WHERE member_id = $1', [
      ana.memberId,
    ]);
    expect(row?.line).not.toContain(Buffer.from('River').toString('hex'));
    const everything = await exportAccount(ana, deps);
    const bundle = toAccountBundle({ ...everything, origin: 'https://portal.example' });
    const entries = bundle.entry as { resource: Record<string, unknown> }[];
    expect(entries.map(({ resource }) => resource).find(({ resourceType }) => resourceType === 'Consent')).toMatchObject({
      status: 'active',
      scope: { coding: [{ code: 'patient-privacy' }] },
      provision: { type: 'permit', purpose: [{ code: 'TREAT' }, { code: 'HPAYMT' }, { code: 'HOPERAT' }] },
    });
    const parent = { ...ana, accountId: systemIds.uuid(), relation: 'parent' } as const;
    const theirs = await exportAccount(parent, deps);
    expect(theirs.consents).toEqual([]);
    expect(theirs.history.filter(({ action }) => action.startsWith('consent.'))).toEqual([]);
  });
});
