import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { askForCode } from '@/lib/auth/sign-in';
import { addStaff } from '@/lib/auth/staff';
import { insertMember } from '@/lib/auth/store';
import { keepReveal } from '@/lib/auth/store-reveal';
import { insertSession } from '@/lib/auth/store-session';
import { instant, systemClock } from '@/lib/clock';
import { DATA_MAP, PUBLIC_TABLES } from '@/lib/db/data-map';
import { IN_NO_EXPORT } from '@/lib/db/data-map-entry';
import { asSystem, asVisitor } from '@/lib/db/scope';
import { systemIds } from '@/lib/ids';
import { insertJourney, tokenKey } from '@/lib/journey/store';
import { exportAccount } from '@/lib/membership/export';
import { destroyMember, updateProfile } from '@/lib/membership/store';
import { insertConsent } from '@/lib/membership/store-consent';
import { deliverNotifications } from '@/lib/notifications/commands';
import { bookAppointment } from '@/lib/scheduling/commands-booking';
import { holdSlot } from '@/lib/scheduling/commands-holding';
import { createTask } from '@/lib/tasks/commands';
import { createBookableRole, createVisitor, VISIT_DETAILS } from '../../factories/schedule-rows';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();
const tables = Object.entries(DATA_MAP);
const columnsOf = (name: string): string[] => {
  const { sealed = [], hashed = [], linked = [], facts = [], technical = [] } = DATA_MAP[name] ?? { technical: [] };
  return [...sealed, ...hashed, ...linked, ...facts, ...technical];
};

const MARK = 'Qzmarkedvq';

let memberId: string;

/** One row, made by the portal's own commands, in every table that seals something. */
beforeAll(async () => {
  const now = systemClock.now();
  memberId = await asSystem('test', async (tx) => {
    const id = await insertMember(tx, { kind: 'email', text: `${MARK}@example.org` }, 'en', now);
    await updateProfile(tx, id, { firstName: MARK, reminders: true }, now);
    await insertSession(tx, { token: systemIds.token(32), oldToken: null, memberId: id, method: 'code', shared: false, now });
    const { id: sessionId } = await tx.memberSession.findFirstOrThrow();
    await keepReveal(tx, { sessionId, memberId: id }, MARK);
    const consent = { recipient: MARK, signature: MARK, scope: 'visits', purpose: 'care' } as const;
    await insertConsent(tx, id, consent, { givenAt: now, expiresAt: null });
    return id;
  });
  const address = { kind: 'email', text: `${MARK}@example.org` } as const;
  await askForCode({ address, locale: 'en', shared: false, network: '10.0.0' });
  await deliverNotifications();
  await addStaff({ role: 'access', email: { kind: 'email', text: `${MARK}@staff.example` }, organizationId: null }, 'test');
  const token = systemIds.token(32);
  const journey = {
    id: systemIds.uuid<'journey_session'>(),
    token,
    document: { code: systemIds.returnCode(), slices: { needs: MARK } },
  };
  const expiresAt = instant(now.getTime() + 86_400_000);
  await asVisitor(tokenKey(token), (tx) => insertJourney(tx, { ...journey, now, expiresAt }));
  const role = await createBookableRole(database);
  const visitor = createVisitor();
  const start = instant(Math.ceil(now.getTime() / 3_600_000) * 3_600_000 + 72 * 3_600_000);
  const hold = await holdSlot(visitor, { roleId: role.roleId, visitTypeId: role.visitTypes.inPerson ?? '', start });
  const details = { ...VISIT_DETAILS, accessNeeds: [], firstName: MARK };
  await bookAppointment(visitor, { appointmentId: hold.appointmentId, details }, systemIds.uuid());
  await asSystem('test', (tx) =>
    createTask(
      tx,
      {
        kind: 'directory.report',
        subject: `practitioner_role:${role.roleId}`,
        note: MARK,
        detail: {},
        dueAt: expiresAt,
      },
      { clock: systemClock, ids: systemIds },
    ),
  );
});

describe('the data map', () => {
  it('has a row for every column of every table, and no other', async () => {
    const rows = await database.asOwner<{ name: string; columns: string[] }>(
      `SELECT c.table_name AS name, array_agg(c.column_name::text ORDER BY c.column_name) AS columns FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name NOT LIKE '\\_prisma%' GROUP BY 1`,
    );
    const personal = rows.filter(({ name }) => !PUBLIC_TABLES.includes(name));
    expect(personal.map(({ name }) => name).sort()).toEqual(Object.keys(DATA_MAP).sort());
    for (const { name, columns } of personal) expect([name, columnsOf(name).sort()]).toEqual([name, columns]);
    expect(PUBLIC_TABLES.filter((name) => !rows.some((row) => row.name === name))).toEqual([]);
  });

  it('calls no table public that leads to a person', async () => {
    const leads = `SELECT DISTINCT table_name AS name FROM information_schema.columns WHERE table_schema = 'public'
      AND column_name IN ('member_id', 'delegate_id', 'holder_id', 'scope_id', 'journey_id', 'token_hash', 'staff_id')`;
    const rows = await database.asOwner<{ name: string }>(leads);
    expect(rows.map(({ name }) => name).filter((name) => PUBLIC_TABLES.includes(name))).toEqual([]);
  });

  it.each(tables.filter(([, { sealed }]) => sealed))('is right that %s is sealed', async (name, { sealed = [] }) => {
    for (const column of sealed) {
      const rows = await database.asOwner<{ bytes: Buffer }>(
        `SELECT "${column}" AS bytes FROM "${name}" WHERE "${column}" IS NOT NULL`,
      );
      expect(rows.length, `${name}.${column} has no row to look at`).toBeGreaterThan(0);
      // Version, initialisation vector and tag of the seal, and then noise.
      for (const { bytes } of rows) expect([bytes[0], bytes.length > 29]).toEqual([1, true]);
    }
  });

  it('is right about the rest: a value that went in everywhere stands nowhere in clear', async () => {
    for (const [name] of tables) {
      const rows = await database.asOwner<{ line: string }>(`SELECT t::text AS line FROM "${name}" t`);
      const hex = Buffer.from(MARK).toString('hex');
      expect(rows.filter(({ line }) => line.includes(MARK) || line.includes(hex)).map(() => name)).toEqual([]);
    }
  });

  it('is right about the export: what it promises a person is in theirs, and nothing else', async () => {
    const actor: Actor = {
      kind: 'member',
      memberId,
      accountId: memberId,
      relation: null,
      level: 'P2',
      provedAt: systemClock.now(),
    };
    const { exportedAt: _when, ...parts } = await exportAccount(actor);
    const promised = tables.map(([, { exported }]) => exported).filter((text) => !text.startsWith(IN_NO_EXPORT));
    expect(Object.keys(parts).sort()).toEqual([...new Set(promised)].sort());
    expect(JSON.stringify(parts)).toContain(MARK);
  });

  it('is right about leaving: what is deleted or emptied with the account is', async () => {
    await asSystem('test', (tx) => destroyMember(tx, memberId, systemClock.now()));
    for (const [name, { leaving, sealed = [] }] of tables) {
      const owner = name === 'member' ? 'id' : 'member_id';
      if (leaving === 'deleted') {
        expect([name, await database.asOwner(`SELECT 1 FROM "${name}" WHERE "${owner}" = $1`, [memberId])]).toEqual([name, []]);
      }
      if (leaving !== 'emptied') continue;
      const [row] = await database.asOwner(
        `SELECT ${sealed.map((column) => `"${column}"`).join(', ')} FROM "${name}" WHERE "${owner}" = $1`,
        [memberId],
      );
      expect(Object.values(row ?? {}).every((value) => value === null)).toBe(true);
    }
  });
});
