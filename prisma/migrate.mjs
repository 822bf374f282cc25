/**
 * Applies prisma/migrations into the same bookkeeping table as `prisma migrate deploy`, under Prisma's own
 * advisory lock, one transaction a file; then prepares the job queues and the restricted role's password.
 * Needs only `pg`, so it runs where Prisma's downloaded engine cannot.
 */
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const MIGRATIONS = path.join(path.dirname(fileURLToPath(import.meta.url)), 'migrations');
const PRISMA_LOCK = 72707369;

/**
 * @param {{ url: string, appPassword?: string, log?: (line: string) => void }} options `url` is the owner's.
 * @returns {Promise<string[]>} names of the migrations applied now
 */
export async function migrate({ url, appPassword, log = () => {} }) {
  const client = new pg.Client({ connectionString: url, application_name: 'portal-migrate', connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await client.query(`SET lock_timeout = '5s'; SET statement_timeout = '15min'`);
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    const applied = await applyAll(client, log);
    if (appPassword) await setAppPassword(client, appPassword);
    return applied;
  } finally {
    await client.end();
  }
}

async function applyAll(client, log) {
  await client.query(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL,
    finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`);
  const { rows } = await client.query(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  const done = new Map(rows.map((row) => [row.migration_name, row]));
  const applied = [];
  for (const name of migrationNames()) {
    const sql = fs.readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8');
    const checksum = createHash('sha256').update(sql).digest('hex');
    const before = done.get(name);
    if (before) {
      if (before.checksum !== checksum) {
        throw new Error(
          `Migration ${name} was changed after it was applied. Restore the file, or start over with: npm run reset`,
        );
      }
      if (!before.finished_at)
        throw new Error(`Migration ${name} failed earlier. See "_prisma_migrations", then repair or restore.`);
      continue;
    }
    await applyOne(client, name, sql, checksum);
    applied.push(name);
    log(`applied ${name}`);
  }
  return applied;
}

async function applyOne(client, name, sql, checksum) {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${name} failed, and nothing of it was kept: ${error.message}`, { cause: error });
  }
}

function migrationNames() {
  return fs
    .readdirSync(MIGRATIONS)
    .filter((name) => fs.existsSync(path.join(MIGRATIONS, name, 'migration.sql')))
    .sort();
}

async function setAppPassword(client, password) {
  const { rows } = await client.query(`SELECT format('ALTER ROLE portal_app LOGIN PASSWORD %L', $1::text) AS statement`, [
    password,
  ]);
  await client.query(rows[0].statement);
}
