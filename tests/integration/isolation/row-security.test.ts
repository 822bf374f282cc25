import { beforeAll, describe, expect, it } from 'vitest';
import { insertAddress, insertMember } from '@/lib/auth/store';
import { instant } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { type KeyRow, unwrapDataKey } from '@/lib/db/data-key';
import { asMember, asPractice, asStaff, asSystem, asVisitor } from '@/lib/db/scope';
import { openWith } from '@/lib/db/seal';
import { seededRandom, systemIds } from '@/lib/ids';
import { findAccount, updateProfile } from '@/lib/membership/store';
import { createBookableRole } from '../../factories/schedule-rows';
import { createVisitRows } from '../../factories/visit-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const NOW = instant('2026-12-01T15:00:00Z');
const MEMBERS = 20;
const QUERIES = 10_000;
const CALENDAR = ['appointment', 'claim', 'appointmentAccess', 'idempotencyKey', 'slotOffer'] as const;

/** Tables whose rows belong to a person, found by their columns, not by a list that somebody could forget to extend. */
const OWNED = `SELECT DISTINCT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
    AND (c.column_name IN ('member_id', 'delegate_id', 'holder_id', 'scope_id', 'journey_id', 'token_hash', 'appointment_id')
      OR c.table_name IN ('member', 'sign_in_code', 'local_mail', 'staff'))`;

const members: string[] = [];
/** Two practices; members with even numbers have their visit with the first. */
const practices: string[] = [];
const visits: string[] = [];

async function addVisit(n: number, role: { roleId: string; visitTypeId: string }): Promise<void> {
  const starts = instant(NOW.getTime() + n * 7_200_000);
  visits.push(
    await createVisitRows(database, { ...role, memberId: at(n), browserId: browserOf(n), codeHash: `hash${n}`, starts }),
  );
}

const browsers = Array.from({ length: MEMBERS }, () => systemIds.uuid());
const browserOf = (n: number) => browsers[n % MEMBERS] ?? '';

beforeAll(async () => {
  for (let n = 0; n < MEMBERS; n++) {
    const id = await asSystem('test', async (tx) => {
      const memberId = await insertMember(tx, { kind: 'email', text: `m${n}@example.org` }, 'en', NOW);
      await updateProfile(tx, memberId, { firstName: `Name${n}`, reminders: true }, NOW);
      return memberId;
    });
    members.push(id);
  }
  const roles = [await createBookableRole(database), await createBookableRole(database)];
  for (const { roleId } of roles) {
    const [row] = await database.asOwner<{ id: string }>('SELECT organization_id AS id FROM practitioner_role WHERE id = $1', [
      roleId,
    ]);
    practices.push(row?.id ?? '');
  }
  for (let n = 0; n < MEMBERS; n++) {
    const role = roles[n % 2];
    if (role) await addVisit(n, role);
  }
});

const at = (n: number) => members[n % MEMBERS] ?? '';

describe('row security', () => {
  it('is forced on every table that holds rows of a person', async () => {
    const rows = await database.asOwner<{ name: string; forced: boolean; policies: number }>(
      `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
        (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
       FROM pg_class c JOIN (${OWNED}) o ON o.table_name = c.relname AND c.relkind = 'r'`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(19);
    expect(rows.filter((row) => !row.forced || row.policies < 2).map((row) => row.name)).toEqual([]);
  });

  it('gives nothing to a query outside any scope, nor to staff, a stranger or a visitor', async () => {
    const counts = async (client: Pick<ReturnType<typeof db>, 'member' | 'memberAddress'>) =>
      (await client.member.count()) + (await client.memberAddress.count());
    expect(await counts(db())).toBe(0);
    for (const as of [asStaff, asMember, asVisitor]) expect(await as(systemIds.uuid(), counts)).toBe(0);
    expect(await asSystem('test', counts)).toBe(2 * MEMBERS);
  });

  it('gives nothing of the calendar to a query outside any scope, nor to staff, a stranger or another practice', async () => {
    const counts = async (client: Pick<ReturnType<typeof db>, (typeof CALENDAR)[number]>) => [
      await client.appointment.count(),
      await client.claim.count(),
      await client.appointmentAccess.count(),
      await client.idempotencyKey.count(),
      await client.slotOffer.count(),
    ];
    const none = [0, 0, 0, 0, 0];
    expect(await counts(db())).toEqual(none);
    for (const as of [asStaff, asMember, asVisitor, asPractice]) expect(await as(systemIds.uuid(), counts)).toEqual(none);
    for (const key of ['', 'hash', 'member', '%']) expect(await asVisitor(key, counts)).toEqual(none);
    expect(await asSystem('test', counts)).toEqual(CALENDAR.map(() => MEMBERS));
    expect(await asMember(at(3), counts)).toEqual([1, 1, 0, 1, 1]);
    expect(await asVisitor(browserOf(3), counts)).toEqual([1, 1, 1, 0, 1]);
    expect(await asVisitor('hash3', counts)).toEqual([1, 0, 0, 0, 1]);
    const half = MEMBERS / 2;
    expect(await asPractice(practices[0] ?? '', counts)).toEqual([half, half, 0, 0, half]);
  });

  it('lets nobody take over, delete or forge a visit, nor give themselves access to one', async () => {
    const stranger = systemIds.uuid();
    for (const as of [asMember, asVisitor]) {
      const stolen = await as(stranger, (tx) => tx.appointment.updateMany({ data: { memberId: stranger } }));
      expect(stolen.count).toBe(0);
      const row = { appointmentId: visits[0] ?? '', holderId: stranger, expiresAt: NOW };
      await expect(as(stranger, (tx) => tx.appointmentAccess.createMany({ data: [row] }))).rejects.toThrow();
    }
    expect((await asMember(at(0), (tx) => tx.appointment.deleteMany())).count).toBe(0);
    expect((await asMember(at(0), (tx) => tx.claim.deleteMany())).count).toBe(0);
    await expect(asMember(at(0), (tx) => tx.appointment.updateMany({ data: { memberId: at(1) } }))).rejects.toThrow();
  });

  it('tells everybody that a time is taken and nobody whose it is', async () => {
    const rows = await db().$queryRaw<Record<string, unknown>[]>`
      SELECT * FROM taken_time((SELECT array_agg(id) FROM practitioner_role), '2026-01-01', '2027-12-31', ${NOW})`;
    expect(rows).toHaveLength(MEMBERS);
    const text = JSON.stringify(rows);
    for (const id of [...members, ...visits]) expect(text).not.toContain(id);
  });

  it('hides a foreign row from reading, changing, deleting and forging', async () => {
    await asMember(at(0), async (tx) => {
      expect(await tx.member.findUnique({ where: { id: at(1) } })).toBeNull();
      expect((await tx.member.updateMany({ where: { id: at(1) }, data: { locale: 'es' } })).count).toBe(0);
      expect((await tx.memberAddress.deleteMany({ where: { memberId: at(1) } })).count).toBe(0);
    });
    const forged = { memberId: at(1), roleId: systemIds.uuid(), chosenAt: NOW };
    await expect(asMember(at(0), (tx) => tx.providerChoice.createMany({ data: [forged] }))).rejects.toThrow();
  });

  it('ends with its transaction, also when that throws', async () => {
    await asMember(at(2), async () => {
      throw new Error('stop');
    }).catch(() => {});
    expect(await db().member.count()).toBe(0);
  });

  /** Asks for everything of the calendar as somebody; counts rows that are not theirs, and their own that are missing. */
  async function calendarLeaks(kind: number, n: number): Promise<number> {
    const [mine, foreign] = [visits[n], visits[(n + 1) % MEMBERS] ?? ''];
    if (kind === 5) return (await db().appointment.count()) + (await db().claim.count());
    if (kind === 6) return asVisitor(browserOf(n), (tx) => tx.appointment.count({ where: { id: foreign } }));
    if (kind === 7) return asMember(at(n), (tx) => tx.claim.count({ where: { appointmentId: foreign } }));
    if (kind === 8) {
      const seen = await asPractice(practices[n % 2] ?? '', (tx) => tx.appointment.findMany({ select: { id: true } }));
      return seen.filter(({ id }) => visits.indexOf(id) % 2 !== n % 2).length + (seen.length === MEMBERS / 2 ? 0 : 1);
    }
    const seen = await asMember(at(n), (tx) => tx.appointment.findMany({ select: { id: true } }));
    return seen.filter(({ id }) => id !== mine).length + (seen.length === 1 ? 0 : 1);
  }

  /** One random question. @returns rows that were not the asker's, and own ones missing */
  async function leaksOf(kind: number, n: number): Promise<number> {
    if (kind === 0) return db().memberAddress.count();
    if (kind === 1) return asVisitor(at(n), (tx) => tx.member.count());
    if (kind === 2) return (await asMember(at(n), (tx) => tx.memberAddress.findMany({ where: { memberId: at(n + 1) } }))).length;
    if (kind >= 5) return calendarLeaks(kind, n);
    const owners = await asMember(at(n), async (tx) =>
      kind === 3
        ? (await tx.memberAddress.findMany()).map((row) => row.memberId)
        : (await tx.member.findMany()).map((row) => row.id),
    );
    return owners.filter((owner) => owner !== at(n)).length + (owners.length === 1 ? 0 : 1);
  }

  async function askMany(count: number): Promise<{ asked: number; leaks: number }> {
    const random = seededRandom(7);
    let asked = 0;
    let leaks = 0;
    const worker = async () => {
      while (asked < count) {
        asked += 1;
        const found = await leaksOf(Math.floor(random() * 10), Math.floor(random() * MEMBERS));
        // In a statement of its own: `leaks += await …` would forget what the other workers found meanwhile.
        leaks += found;
      }
    };
    await Promise.all(Array.from({ length: 50 }, worker));
    return { asked, leaks };
  }

  it(`leaks nothing in ${QUERIES} mixed queries from 50 workers`, async () => {
    const { asked, leaks } = await askMany(QUERIES);
    expect({ asked: asked >= QUERIES, leaks }).toEqual({ asked: true, leaks: 0 });
  }, 300_000);

  it('would have been caught leaking: with the lock of one table off, the same questions find foreign rows', async () => {
    for (const table of ['member_address', 'appointment']) {
      await database.asOwner(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
      expect((await askMany(100)).leaks).toBeGreaterThan(0);
      await database.asOwner(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
    }
    expect((await askMany(100)).leaks).toBe(0);
  });
});

describe('sealed fields', () => {
  it('do not open in another row, for another member, or after the key is destroyed', async () => {
    const [mine, theirs] = await database.asOwner<KeyRow & { profile: Buffer }>(
      'SELECT id, wrapped_key AS "wrappedKey", ring_id AS "ringId", profile FROM member ORDER BY id LIMIT 2',
    );
    if (!mine || !theirs) throw new Error('no members');
    const key = await unwrapDataKey(mine);
    if (!key) throw new Error('no key');
    expect(openWith(key, `member:profile:${mine.id}`, mine.profile)?.toString()).toContain('Name');
    expect(openWith(key, `member:profile:${theirs.id}`, mine.profile)).toBeNull();
    expect(openWith(key, `member:profile:${theirs.id}`, theirs.profile)).toBeNull();
    // The wrapped key in another's row, with their secret of the ring and with its own.
    expect(await unwrapDataKey({ ...mine, id: theirs.id, ringId: theirs.ringId })).toBeNull();
    expect(await unwrapDataKey({ ...mine, id: theirs.id })).toBeNull();
    // Copied wholesale into another member's row, key and all: still bound to the first.
    await database.asOwner('UPDATE member SET profile = $2 WHERE id = $1', [theirs.id, mine.profile]);
    expect((await asMember(theirs.id, (tx) => findAccount(tx, theirs.id)))?.profile.firstName).toBeUndefined();
  });

  it('find an address by its blind index only', async () => {
    const key = await asSystem('test', async (tx) => {
      const member = await tx.member.findUniqueOrThrow({ where: { id: at(3) } });
      return unwrapDataKey(member);
    });
    if (!key) throw new Error('no key');
    const address = { kind: 'phone', text: '+17045550123' } as const;
    await asMember(at(3), (tx) => insertAddress(tx, { memberId: at(3), key, address, now: NOW }));
    const [row] = await database.asOwner<{ dump: string }>(
      "SELECT string_agg(address_index || encode(address, 'escape'), '') AS dump FROM member_address",
    );
    expect(row?.dump).not.toContain('7045550123');
    expect(row?.dump).not.toContain('example.org');
  });
});
