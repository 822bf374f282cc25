import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { withDatabase } from '../../prisma/keyring.mjs';
import { appUrl, TEST_SECRET } from './global-database';

export interface TestDatabase {
  /** Connection of the restricted role; `db()` of the application uses it. */
  readonly appUrl: string;
  /** Runs SQL as the owner: for looking at what the application may not see, and for arranging. */
  asOwner<Row extends pg.QueryResultRow = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs SQL as the restricted role, outside Prisma. */
  asApp<Row extends pg.QueryResultRow = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs SQL on the key ring, which all test files share. */
  onKeyring<Row extends pg.QueryResultRow = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A full copy of the database as it is now. @returns the restricted role's connection to it */
  backUp(): Promise<string>;
}

/**
 * Gives the test file its own database, copied from a template: `empty` (migrated) or `seeded` (with the
 * demonstration data as of 2026-11-23). Call it once at the top of the file.
 */
export function useTestDatabase(kind: 'empty' | 'seeded' = 'empty'): TestDatabase {
  const server = inject('testServer');
  const name = `t_run_${randomBytes(6).toString('hex')}`;
  const url = appUrl(server.ownerUrl, name, server.appPassword);
  const copies: string[] = [];
  let owner: pg.Pool;
  let app: pg.Pool;
  let keyring: pg.Pool;

  beforeAll(async () => {
    const admin = new pg.Client({ connectionString: server.ownerUrl });
    await admin.connect();
    await admin.query(`CREATE DATABASE "${name}" TEMPLATE "${server[kind]}"`);
    await admin.end();
    process.env.DATABASE_APP_URL = url;
    process.env.KEYRING_APP_URL = server.keyringUrl;
    process.env.SECRET_KEY = TEST_SECRET;
    process.env.LOG_LEVEL = 'silent';
    // Storms here check who wins, not how fast: on a busy machine a queue is not a failure.
    process.env.DATABASE_WAIT_MS = '30000';
    owner = new pg.Pool({ connectionString: withDatabase(server.ownerUrl, name), max: 4 });
    app = new pg.Pool({ connectionString: url, max: 4 });
    // Dropping the copy ends what is left of its connections; nobody waits for those.
    keyring = new pg.Pool({ connectionString: server.keyringUrl, max: 1 });
    for (const pool of [owner, app, keyring]) pool.on('error', () => {});
  });

  afterAll(async () => {
    await closeDb();
    await owner.end();
    await app.end();
    await keyring.end();
    const admin = new pg.Client({ connectionString: server.ownerUrl });
    await admin.connect();
    for (const each of [name, ...copies]) await dropDatabase(admin, each);
    await admin.end();
  });

  const backUp = async () => {
    const copy = `${name}_${copies.length}`;
    copies.push(copy);
    await closeDb();
    const admin = new pg.Client({ connectionString: server.ownerUrl });
    await admin.connect();
    // A copy of the files is taken of a database that nobody uses; the pools connect again.
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    for (let tries = 0; ; tries++) {
      const error = await admin.query(`CREATE DATABASE "${copy}" TEMPLATE "${name}"`).then(
        () => null,
        (failed: unknown) => failed,
      );
      if (!error) break;
      if (tries >= 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await admin.end();
    return appUrl(server.ownerUrl, copy, server.appPassword);
  };

  const query =
    (pool: () => pg.Pool) =>
    async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await pool().query<Row>(sql, [...values])).rows;
  return { appUrl: url, asOwner: query(() => owner), asApp: query(() => app), onKeyring: query(() => keyring), backUp };
}

/** The owner may not end an autovacuum that is at work in the copy; it ends by itself, so try again. */
async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '42501' || tries >= 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
