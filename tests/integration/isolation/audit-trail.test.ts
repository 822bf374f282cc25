import { describe, expect, it } from 'vitest';
import { recordAudit } from '@/lib/audit/commands';
import { verifyAuditChain } from '@/lib/audit/verify';
import { listLooksAt, listLooksBy } from '@/lib/audit/who';
import { db } from '@/lib/db/client';
import { asMember } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const MEMBER = systemIds.uuid();
const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const FAR = new Date('2100-01-01T00:00:00Z');

describe('the audit verifier', () => {
  it('finds a chain of 300 rows whole, and names the first row that was changed behind its back', async () => {
    for (let n = 0; n < 300; n++) {
      await recordAudit(db(), { actor: `staff:${n % 7}`, action: 'test.read', subject: `member:${MEMBER}`, detail: { n } });
    }
    expect(await verifyAuditChain(database.asOwner)).toMatchObject({ rows: 300, broken: null });
    await database.asOwner('ALTER TABLE audit_event DISABLE TRIGGER audit_immutable');
    await database.asOwner("UPDATE audit_event SET actor = 'staff:innocent' WHERE id = 150");
    expect(await verifyAuditChain(database.asOwner)).toMatchObject({ broken: '150' });
    await database.asOwner("UPDATE audit_event SET actor = 'staff:' || (149 % 7) WHERE id = 150");
    expect(await verifyAuditChain(database.asOwner)).toMatchObject({ broken: null });
    await database.asOwner('DELETE FROM audit_event WHERE id = 200');
    expect(await verifyAuditChain(database.asOwner)).toMatchObject({ broken: '201' });
  });
});

describe('"who looked at my information"', () => {
  const ask = (as: string, about: string) =>
    asMember(as, (tx) => tx.$queryRaw<unknown[]>`SELECT * FROM audit_of_member(${about}::uuid, ${LONG_AGO}, ${FAR})`);

  it('answers the member in well under a minute, and nobody else', async () => {
    const started = performance.now();
    expect((await ask(MEMBER, MEMBER)).length).toBe(299);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(await ask(systemIds.uuid(), MEMBER)).toEqual([]);
    expect(await db().$queryRaw`SELECT * FROM audit_of_member(${MEMBER}::uuid, ${LONG_AGO}, ${FAR})`).toEqual([]);
  });
});

describe('the command that tells who saw a member', () => {
  it('counts by member and by actor, between two moments and no further', async () => {
    const all = { from: LONG_AGO, to: FAR };
    const looks = await listLooksAt(database.asOwner, MEMBER, all);
    expect(looks).toHaveLength(299);
    expect(looks[0]).toMatchObject({ actor: 'staff:0', action: 'test.read', subject: `member:${MEMBER}` });
    expect(await listLooksAt(database.asOwner, systemIds.uuid(), all)).toEqual([]);
    const [at] = looks.map((look) => look.at);
    expect(await listLooksAt(database.asOwner, MEMBER, { from: LONG_AGO, to: at ?? FAR })).toEqual([]);
    const by = await listLooksBy(database.asOwner, 'staff:3', all);
    expect(by.length).toBeGreaterThan(40);
    expect(new Set(by.map(({ subject }) => subject))).toEqual(new Set([`member:${MEMBER}`]));
  });
});
