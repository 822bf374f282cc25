import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openDatabase } from '../../lib/bootstrap/database.mjs';
import { localSettings } from '../../lib/bootstrap/settings.mjs';
import { startEmbedded } from '../../prisma/embedded.mjs';
import { serverAccount, usablePlace } from '../../prisma/embedded-place.mjs';
import { makeRoles } from './booking';
import { openPool } from './pool';
import { deleteLeaving, judgePeople, makePeople, type People } from './restore-people';

/**
 * The drill of the worst day: a copy of the data folder taken while people book, the log of changes kept beside it, then
 * somebody empties a table. The database is brought back to the second before, as another server: every row of every
 * table must be as it was, and the audit chain whole. Whoever was deleted after that second stays deleted: the key ring,
 * on a server of its own, is not brought back.
 */
const { values: options } = parseArgs({
  options: { dir: { type: 'string', default: '' }, seconds: { type: 'string', default: '6' } },
});

const RESTORE_LIMIT_MS = 300_000;
const settings = localSettings();
const account = serverAccount();
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function giveToServer(at: string): void {
  if (account) fs.chownSync(at, account.uid, account.gid);
}

/** Not part of a copy: the log (it is kept beside), the process number, and what only the running server needs. */
const LEFT_OUT =
  /^(pg_wal\/.+|postmaster\.(pid|opts)|server\.log|pg_replslot\/.+|pg_dynshmem\/.+|pg_stat_tmp\/.+|.*pgsql_tmp.*)$/;

function copyFolder(from: string, to: string, relative = ''): void {
  fs.mkdirSync(path.join(to, relative), { recursive: true, mode: 0o700 });
  giveToServer(path.join(to, relative));
  for (const entry of fs.readdirSync(path.join(from, relative), { withFileTypes: true })) {
    const name = path.posix.join(relative, entry.name);
    if (LEFT_OUT.test(name)) continue;
    if (entry.isDirectory()) copyFolder(from, to, name);
    else if (entry.isFile()) copyFile(path.join(from, name), path.join(to, name));
  }
}

/** The server goes on while we copy: a file may be gone, and one that changes under us is mended from the log. */
function copyFile(from: string, to: string): void {
  try {
    fs.writeFileSync(to, fs.readFileSync(from), { mode: 0o600 });
    giveToServer(to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function backUp(adminUrl: string, dataDir: string, base: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`SELECT pg_backup_start('drill', true)`);
  copyFolder(dataDir, base);
  const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(true)');
  fs.writeFileSync(path.join(base, 'backup_label'), rows[0]?.labelfile ?? '', { mode: 0o600 });
  giveToServer(path.join(base, 'backup_label'));
  await client.end();
}

/** One line for each table: how many rows, and a digest of all of them. */
async function fingerprint(url: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss') ORDER BY 1`,
  );
  const prints = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ print: string }>(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) AS print FROM ${name} t`,
    );
    prints.set(name, rows[0]?.print ?? '');
  }
  await client.end();
  return prints;
}

/** Books round after round until it is told to stop. */
async function bookWhile(roles: readonly { roleId: string; visitTypeId: string }[], done: () => boolean): Promise<number> {
  const { runStormRound } = await import('../support/storm');
  const { fixedClock } = await import('@/lib/clock');
  const clock = fixedClock('2026-11-23T14:00:00Z');
  let booked = 0;
  for (; !done(); round++) {
    const role = roles[round % roles.length];
    if (role) booked += (await runStormRound(role, Math.floor(round / roles.length) % 500, 4, clock, true, round)).winners.length;
  }
  return booked;
}
let round = 0;

async function visitTypesOf(owner: pg.Pool, roleIds: readonly string[]): Promise<{ roleId: string; visitTypeId: string }[]> {
  const { rows } = await owner.query<{ roleId: string; visitTypeId: string }>(
    `SELECT s.practitioner_role_id AS "roleId", v.id AS "visitTypeId" FROM visit_type v JOIN schedule s ON s.id = v.schedule_id
     WHERE s.practitioner_role_id = ANY($1::uuid[])`,
    [roleIds],
  );
  return rows;
}

async function bookFor(ms: number, roles: readonly { roleId: string; visitTypeId: string }[]): Promise<number> {
  const until = performance.now() + ms;
  return bookWhile(roles, () => performance.now() > until);
}

/** Waits until everything up to now is in the archive. @returns ms that took: what a lost disk would cost */
async function archiveAll(admin: pg.Client): Promise<number> {
  const started = performance.now();
  const { rows } = await admin.query<{ name: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS name');
  const wanted = rows[0]?.name ?? '';
  for (;;) {
    const { rows: now } = await admin.query<{ last: string | null }>('SELECT last_archived_wal AS last FROM pg_stat_archiver');
    if ((now[0]?.last ?? '') >= wanted) return performance.now() - started;
    await wait(100);
  }
}

interface Point {
  readonly time: string;
  readonly prints: Map<string, string>;
  readonly people: People;
}

async function bringBack(
  base: string,
  archive: string,
  { time, prints, people }: Point,
): Promise<{ faults: string[]; ms: number; rows: number }> {
  const dir = `${options.dir}-restored`;
  fs.rmSync(dir, { recursive: true, force: true });
  const place = usablePlace(path.resolve(dir), account);
  for (const entry of fs.readdirSync(place.dataDir)) fs.rmSync(path.join(place.dataDir, entry), { recursive: true, force: true });
  const started = performance.now();
  copyFolder(base, place.dataDir);
  fs.chmodSync(place.dataDir, 0o700);
  for (const empty of ['pg_wal', 'pg_wal/archive_status', 'pg_replslot', 'pg_dynshmem', 'pg_stat_tmp']) {
    fs.mkdirSync(path.join(place.dataDir, empty), { recursive: true, mode: 0o700 });
    giveToServer(path.join(place.dataDir, empty));
  }
  fs.writeFileSync(path.join(place.dataDir, 'recovery.signal'), '');
  giveToServer(path.join(place.dataDir, 'recovery.signal'));
  const server = await startEmbedded({
    dir,
    password: settings.databasePassword,
    settings: {
      restore_command: `cp "${archive}/%f" "%p"`,
      recovery_target_time: time,
      recovery_target_action: 'promote',
    },
  });
  try {
    const ms = performance.now() - started;
    const again = await fingerprint(server.adminUrl.replace(/\/postgres$/, '/portal'));
    const faults = [...prints].flatMap(([name, print]) => {
      const now = again.get(name);
      return now === print
        ? []
        : [`${name} is not as it was: ${print.split(' ')[0]} rows, now ${now?.split(' ')[0] ?? 'no table'}`];
    });
    const owner = openPool(server.ownerUrl);
    const { verifyAuditChain } = await import('@/lib/audit/verify');
    const chain = await verifyAuditChain(
      async <Row extends Record<string, unknown>>(sql: string, values: readonly unknown[] = []) =>
        (await owner.query<Row>(sql, [...values])).rows,
    );
    await owner.end();
    faults.push(...(await judgePeople(server.ownerUrl, people)));
    if (chain.broken !== null || chain.rows === 0)
      faults.push(`the audit chain of ${chain.rows} rows is broken at ${chain.broken}`);
    if (ms > RESTORE_LIMIT_MS) faults.push(`it took ${Math.round(ms / 1000)} s`);
    return { faults, ms, rows: chain.rows };
  } finally {
    await server.stop();
  }
}

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'care-restore-'));
  const [archive, base] = [path.join(folder, 'archive'), path.join(folder, 'base')];
  for (const dir of [folder, archive]) {
    fs.mkdirSync(dir, { recursive: true });
    giveToServer(dir);
  }
  fs.rmSync(options.dir, { recursive: true, force: true });
  const server = { archive_mode: 'on', archive_command: `cp "%p" "${archive}/%f"` };
  const keys = await startEmbedded({ dir: `${options.dir}-keys`, password: settings.databasePassword });
  process.env.KEYRING_URL = keys.ownerUrl;
  const database = await openDatabase({ settings, dir: options.dir, server });
  if (!database.embedded) throw new Error('this program needs a database of its own: unset DATABASE_URL');
  const secret = process.env.SECRET_KEY ?? settings.secretKey;
  const urls = { DATABASE_APP_URL: database.appUrl, KEYRING_APP_URL: database.keyringUrl };
  Object.assign(process.env, { ...urls, SECRET_KEY: secret, LOG_LEVEL: 'silent' });
  const owner = openPool(database.ownerUrl);
  const admin = new pg.Client({ connectionString: database.embedded.adminUrl });
  await admin.connect();
  try {
    const [own, ...roles] = await visitTypesOf(owner, await makeRoles(owner, 4));
    if (!own) throw new Error('no role');
    const people = await makePeople(own);
    const ms = Number(options.seconds) * 1000;
    const [before] = await Promise.all([
      bookFor(ms, roles),
      wait(ms / 3).then(() => backUp(database.embedded?.adminUrl ?? '', database.embedded?.dataDir ?? '', base)),
    ]);
    const more = await bookFor(ms / 2, roles);
    // Between two changes: the time of the one is before, of the other after.
    await wait(1100);
    const portalUrl = database.embedded.adminUrl.replace(/\/postgres$/, '/portal');
    const prints = await fingerprint(portalUrl);
    const { rows } = await admin.query<{ time: string }>('SELECT clock_timestamp()::text AS time');
    await wait(1100);
    const lost = await bookFor(ms / 2, roles);
    await deleteLeaving(people);
    await owner.query('TRUNCATE claim, appointment CASCADE');
    const archivedMs = await archiveAll(admin);
    await admin.end();
    await owner.end();
    const { closeDb } = await import('@/lib/db/client');
    await closeDb();
    await database.stop();
    const result = await bringBack(base, archive, { time: rows[0]?.time ?? '', prints, people });
    const all = [...prints.values()].reduce((sum, print) => sum + Number(print.split(' ')[0]), 0);
    console.log(
      `score restore: ${before + more} visits booked during and after the copy, ${lost} after the point; ${prints.size} tables with ` +
        `${all} rows compared, chain of ${result.rows} audit rows, last log archived in ${Math.round(archivedMs)} ms, ` +
        `back after ${(result.ms / 1000).toFixed(1)} s, one deleted after the point and one not, ${result.faults.length} faults`,
    );
    for (const fault of result.faults) console.log(`FAULT ${fault}`);
    process.exitCode = result.faults.length > 0 || more === 0 || lost === 0 ? 1 : 0;
  } finally {
    await database.stop();
    await keys.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

await main();
process.exit();
