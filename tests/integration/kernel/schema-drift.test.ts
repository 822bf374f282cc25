import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { withDatabase } from '../../../prisma/keyring.mjs';
import { useTestDatabase } from '../../support/database';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const database = useTestDatabase();

/**
 * What Prisma's schema language cannot say, and so reports as a difference: expression, partial and operator-class
 * indexes and constraints that exist in SQL only. Each must be named here, so that a new difference is seen.
 */
const SQL_ONLY: readonly RegExp[] = [];

async function prismaDiff(url: string): Promise<string> {
  const args = ['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema', '--script'];
  const { stdout } = await promisify(execFile)(path.join(ROOT, 'node_modules/.bin/prisma'), args, {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: url,
      PRISMA_SCHEMA_ENGINE_BINARY: path.join(ROOT, 'prisma/schema-engine.mjs'),
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
  return stdout;
}

describe('the schema, the migrations and the database', () => {
  it('say the same', async () => {
    const [row] = await database.asOwner<{ name: string }>('SELECT current_database() AS name');
    const script = await prismaDiff(withDatabase(inject('testServer').ownerUrl, row?.name ?? ''));
    const statements = script
      .split(/;\s*$/m)
      .map((statement) => statement.replace(/^--.*$/gm, '').trim())
      .filter(Boolean);
    expect(statements.filter((statement) => !SQL_ONLY.some((known) => known.test(statement)))).toEqual([]);
  });

  it('grant the restricted role nothing on a table by accident: every table is granted or on the closed list', async () => {
    const closed = ['_prisma_migrations'];
    const rows = await database.asOwner<{ table: string }>(`
      SELECT c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
        AND NOT has_table_privilege('portal_app', c.oid, 'SELECT') AND NOT has_any_column_privilege('portal_app', c.oid, 'INSERT')`);
    expect(rows.map((row) => row.table).sort()).toEqual(closed);
  });
});
