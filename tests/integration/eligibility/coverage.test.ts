import { describe, expect, it } from 'vitest';
import type { MemberActor } from '@/lib/auth/actor';
import { parseAddress } from '@/lib/auth/address';
import { insertMember } from '@/lib/auth/store';
import { fixedClock, type PlainDateString } from '@/lib/clock';
import { asSystem } from '@/lib/db/scope';
import { askCoverage } from '@/lib/eligibility/commands-coverage';
import { simulatorCheck } from '@/lib/eligibility/x12/simulator';
import { systemIds } from '@/lib/ids';
import { listWhoLooked } from '@/lib/membership/queries';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const clock = fixedClock('2026-12-01T15:00:00Z');
const deps = { clock, ids: systemIds, check: simulatorCheck };
const question = {
  memberId: '900123456K',
  firstName: 'Xiomara',
  lastName: 'Quezada',
  birthDate: '1990-02-03' as PlainDateString,
};

async function createMember(name: string): Promise<MemberActor> {
  const address = parseAddress(`${name}@example.org`);
  if (!address) throw new Error('not an address');
  const id = await asSystem('test', (tx) => insertMember(tx, address, 'en', clock.now()));
  return { kind: 'member', memberId: id, accountId: id, relation: null, level: 'P1', provedAt: clock.now() };
}

describe('asking whether coverage is active', () => {
  it('answers the member, is in their list of who looked, and keeps nothing that was typed', async () => {
    const ana = await createMember('ana');
    expect(await askCoverage(ana, question, deps)).toMatchObject({ outcome: 'active', source: 'simulator', asOf: '2026-12-01' });
    expect(await listWhoLooked(ana)).toContainEqual(expect.objectContaining({ action: 'coverage.asked' }));
    const [{ dump = '' } = {}] = await database.asOwner<{ dump: string }>(
      `SELECT string_agg(a::text, '|') || (SELECT string_agg(r::text, '|') FROM rate_limit r) AS dump FROM audit_event a`,
    );
    expect(dump).toContain('coverage.asked');
    for (const typed of Object.values(question)) expect(dump).not.toContain(typed);
  });

  it('asks for a sign-in of visitors and does not exist for a helper', async () => {
    const bea = await createMember('bea');
    await expect(askCoverage({ kind: 'visitor', journeyId: null }, question, deps)).rejects.toMatchObject({
      code: 'SIGN_IN_NEEDED',
    });
    await expect(askCoverage({ ...bea, relation: 'helper' }, question, deps)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('stops whoever tries out numbers after ten in an hour, and lets them ask again later', async () => {
    const cal = await createMember('cal');
    for (let n = 0; n < 10; n += 1) await askCoverage(cal, { ...question, memberId: `90012345${n}K` }, deps);
    await expect(askCoverage(cal, question, deps)).rejects.toMatchObject({ code: 'TOO_MANY' });
    clock.advance(3_600_001);
    expect((await askCoverage(cal, question, deps)).outcome).toBe('active');
  });
});
