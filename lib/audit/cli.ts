import pg from 'pg';
import { env } from '@/lib/env';
import { verifyAuditChain } from './verify';

/**
 * `npm run audit:verify`: recomputes the hash chain of the audit trail. It runs with the owner's connection (`--owner`
 * of lib/bootstrap/program.mjs), because the application itself cannot read the trail.
 */
async function main(): Promise<number> {
  const client = new pg.Client({ connectionString: env().DATABASE_APP_URL });
  await client.connect();
  try {
    const { rows, broken, head } = await verifyAuditChain(
      async <Row extends Record<string, unknown>>(sql: string, values: readonly unknown[] = []) =>
        (await client.query<Row>(sql, [...values])).rows,
    );
    if (broken !== null) console.log(`\n  Broken at row ${broken}: it does not follow from the ${rows} rows before it.\n`);
    else console.log(`\n  ${rows} rows, one unbroken chain. Head: ${head ?? 'none'}\n  Keep the head somewhere else.\n`);
    return broken === null ? 0 : 1;
  } finally {
    await client.end();
  }
}

process.exit(await main());
