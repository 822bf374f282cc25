import type pg from 'pg';
import { DATA_MAP } from '@/lib/db/data-map';

/** What a browser keeps for itself, counters, and what sign-in writes before it knows who is there are not among them. */
const AUDITED = Object.entries(DATA_MAP).flatMap(([table, { audited }]) => (audited ? [table] : []));

/** Notes, in the test's database only, which transaction changed which table. */
export async function watchWrites(owner: pg.Pool): Promise<void> {
  await owner.query(`CREATE TABLE IF NOT EXISTS watched_write (tx xid8 NOT NULL, name text NOT NULL)`);
  await owner.query(`CREATE OR REPLACE FUNCTION note_write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN INSERT INTO watched_write VALUES (pg_current_xact_id(), TG_TABLE_NAME); RETURN NULL; END $$`);
  await owner.query('TRUNCATE watched_write');
  for (const table of [...AUDITED, 'audit_event']) {
    const { rows } = await owner.query('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
    if (!rows[0]?.there) continue;
    await owner.query(
      `CREATE OR REPLACE TRIGGER note_write AFTER INSERT OR UPDATE OR DELETE ON "${table}" FOR EACH ROW EXECUTE FUNCTION note_write()`,
    );
  }
}

/** Changes that left no audit row, as sentences. */
export async function listUnaudited(owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; times: string }>(
    `SELECT name, count(DISTINCT tx) AS times FROM watched_write w WHERE name <> 'audit_event'
     AND NOT EXISTS (SELECT 1 FROM watched_write a WHERE a.tx = w.tx AND a.name = 'audit_event') GROUP BY name`,
  );
  return rows.map(({ name, times }) => `${times} changes of ${name} without an audit row`);
}
