import { describe, expect, it } from 'vitest';
import { recordAudit } from '@/lib/audit/commands';
import { db, inTransaction } from '@/lib/db/client';
import { useTestDatabase } from '../../support/database';

const database = useTestDatabase();

describe('the restricted role', () => {
  it('owns nothing, cannot create, and cannot bypass row security', async () => {
    const [role] = await database.asOwner(
      `SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'portal_app'`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false });
    const owned = await database.asOwner(
      `SELECT relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = 'portal_app'`,
    );
    expect(owned).toEqual([]);
    await expect(database.asApp('CREATE TABLE mine (id int)')).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot read or change the migration records', async () => {
    await expect(database.asApp('SELECT * FROM "_prisma_migrations"')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the audit trail', () => {
  it('takes rows from the application and gives none back', async () => {
    await inTransaction((tx) => recordAudit(tx, { actor: 'visitor', action: 'test.added', detail: { count: 1 } }));
    expect(await database.asOwner('SELECT actor, action FROM audit_event')).toEqual([{ actor: 'visitor', action: 'test.added' }]);
    await expect(database.asApp('SELECT * FROM audit_event')).rejects.toMatchObject({ code: '42501' });
    await expect(
      database.asApp(`INSERT INTO audit_event (actor, action, hash) VALUES ('x', 'y', '\\x00')`),
    ).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('refuses update, delete and truncate to the application, and even to its owner', async () => {
    for (const sql of [`UPDATE audit_event SET actor = 'x'`, 'DELETE FROM audit_event', 'TRUNCATE audit_event']) {
      await expect(database.asApp(sql)).rejects.toMatchObject({ code: '42501' });
      await expect(database.asOwner(sql)).rejects.toThrow('append-only');
    }
    await expect(database.asApp('ALTER TABLE audit_event DISABLE TRIGGER ALL')).rejects.toMatchObject({ code: '42501' });
  });

  it('keeps one unbroken chain under 40 writers', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => recordAudit(db(), { actor: 'visitor', action: 'test.many', detail: { n } })),
    );
    const broken = await database.asOwner(
      `SELECT id FROM (SELECT id, prev_hash, lag(hash) OVER (ORDER BY id) AS before FROM audit_event) x WHERE prev_hash IS DISTINCT FROM before`,
    );
    expect(broken).toEqual([]);
  });
});
