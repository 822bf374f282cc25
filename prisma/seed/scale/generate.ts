import { parseArgs } from 'node:util';
import pg from 'pg';
import { FUNCTIONS, STATEMENTS } from './statements';
import { familyNames, givenNames, kindRows, placeWords, zipSlots } from './words';

/**
 * Fills a database that holds the demonstration directory with `size` more entries: everything that search and the FHIR
 * door read, made by SQL on the server. The same rows on every machine. Run by lib/bootstrap/directory-generate.mjs.
 */
const { values: options } = parseArgs({
  options: { url: { type: 'string', default: '' }, size: { type: 'string', default: '0' } },
});

const TABLES = [
  'organization',
  'location',
  'healthcare_service',
  'organization_affiliation',
  'practitioner',
  'practitioner_role',
  'role_network',
  'directory_entry',
  'search_term',
  'entry_term',
  'schedule',
  'visit_type',
  'schedule_rule',
];

async function inputs(client: pg.Client): Promise<void> {
  await client.query(FUNCTIONS);
  const words: readonly [string, readonly string[]][] = [
    ['seed_family', familyNames()],
    ['seed_given', givenNames()],
    ['seed_place', placeWords()],
  ];
  for (const [table, names] of words) {
    await client.query(`CREATE TEMP TABLE ${table} (n int PRIMARY KEY, name text)`);
    await client.query(`INSERT INTO ${table} SELECT o - 1, w FROM unnest($1::text[]) WITH ORDINALITY x(w, o)`, [names]);
  }
  await client.query(
    'CREATE TEMP TABLE seed_zip (slot int PRIMARY KEY, zip text, city text, lat float8, lon float8, county text)',
  );
  await client.query('INSERT INTO seed_zip SELECT * FROM jsonb_populate_recordset(NULL::seed_zip, $1)', [
    JSON.stringify(zipSlots()),
  ]);
  await client.query(
    'CREATE TEMP TABLE seed_kind (kind int, until float8, type text, suffixes text[], tags int[], chances float8[], credentials text[], taxonomies text[], roles text[])',
  );
  const kinds = kindRows().map((row, kind) => ({ kind, ...row }));
  await client.query('INSERT INTO seed_kind SELECT * FROM jsonb_populate_recordset(NULL::seed_kind, $1)', [
    JSON.stringify(kinds),
  ]);
  await client.query('ANALYZE seed_family; ANALYZE seed_zip; ANALYZE seed_kind');
}

/** Indexes and foreign keys cost most of a load: they are put aside and built again over the finished rows. */
async function putAside(client: pg.Client): Promise<string[]> {
  const { rows: keys } = await client.query<{ name: string; table: string; text: string }>(
    `SELECT conname AS name, conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS text FROM pg_constraint
     WHERE contype = 'f' AND conrelid::regclass::text = ANY($1)`,
    [TABLES],
  );
  const { rows: indexes } = await client.query<{ name: string; text: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS text FROM pg_index i
     WHERE i.indrelid::regclass::text = ANY($1) AND NOT i.indisunique`,
    [TABLES],
  );
  for (const { name, table } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  return [
    ...indexes.map(({ text }) => text),
    ...keys.map(({ name, table, text }) => `ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${text}`),
  ];
}

async function main(): Promise<void> {
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  const begun = performance.now();
  const seconds = (from: number) => ((performance.now() - from) / 1000).toFixed(1);
  await client.query(
    `SET synchronous_commit = off; SET work_mem = '512MB'; SET maintenance_work_mem = '1GB'; SET temp_buffers = '512MB'`,
  );
  await inputs(client);
  await client.query('BEGIN');
  const again = await putAside(client);
  for (const [title, sql] of STATEMENTS) {
    const from = performance.now();
    const { rowCount } = await client.query(sql, sql.includes('$1') ? [Number(options.size)] : []);
    if (title === 'roles in memory' || title === 'sites')
      await client.query(`ANALYZE ${title === 'sites' ? 'seed_site' : 'seed_role'}`);
    console.log(`${title}: ${rowCount ?? 0} in ${seconds(from)} s`);
  }
  const from = performance.now();
  for (const sql of again) await client.query(sql);
  await client.query('COMMIT');
  console.log(`indexes and keys: ${again.length} in ${seconds(from)} s`);
  await client.query(`VACUUM (ANALYZE, FREEZE) ${TABLES.join(', ')}`);
  await client.query('CHECKPOINT').catch(() => {});
  console.log(`${options.size} entries in ${seconds(begun)} s`);
  await client.end();
}

await main();
