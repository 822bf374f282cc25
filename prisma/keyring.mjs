/**
 * The key ring: one table of secrets in a store of its own, so that the database's backups hold nothing that opens what
 * was deleted since. A database beside the portal's by default, any PostgreSQL by KEYRING_URL; where the owner may not
 * make a database, a schema of the portal's own, to be left out of its backups (SECURITY.md, "For operators").
 */
import pg from 'pg';

const LOCK = 72707370;
const NO_DATABASE = '3D000';
const ALREADY = new Set(['42P04', '23505']);
const NOT_ALLOWED = '42501';

const TABLE = `
  CREATE SCHEMA IF NOT EXISTS keyring;
  CREATE TABLE IF NOT EXISTS keyring.secret (
    id text PRIMARY KEY,
    secret bytea NOT NULL CHECK (octet_length(secret) = 32),
    created_at timestamptz NOT NULL DEFAULT now()
  );
  -- What is destroyed leaves the table's file at the server's next round, not when a fifth of it is gone.
  ALTER TABLE keyring.secret SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);`;

/** @param {string} url @param {string} name */
export function withDatabase(url, name) {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

/** @template T @param {string} url @param {(client: pg.Client) => Promise<T>} work @returns {Promise<T>} */
async function connected(url, work) {
  const client = new pg.Client({ connectionString: url, application_name: 'portal-keyring', connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** True when the portal's own database holds secrets: then that is where they are, whatever may be made since. */
async function holdsSecrets(client) {
  const { rows } = await client.query(`SELECT to_regclass('keyring.secret') IS NOT NULL AS there`);
  if (!rows[0].there) return false;
  return (await client.query('SELECT 1 FROM keyring.secret LIMIT 1')).rowCount > 0;
}

/** A database beside the portal's, made when it is not there; null when the owner may not. */
async function besideUrl(ownerUrl) {
  const name = `${decodeURIComponent(new URL(ownerUrl).pathname.slice(1))}_keys`;
  const url = withDatabase(ownerUrl, name);
  try {
    await connected(url, async () => {});
    return url;
  } catch (error) {
    if (error.code !== NO_DATABASE) throw error;
  }
  try {
    await connected(ownerUrl, (client) => client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`));
  } catch (error) {
    if (error.code === NOT_ALLOWED) return null;
    if (!ALREADY.has(error.code)) throw error;
  }
  return url;
}

async function findPlace(ownerUrl, givenUrl) {
  const inside = await connected(ownerUrl, holdsSecrets);
  if (givenUrl && !inside) return { url: givenUrl, shared: false };
  if (givenUrl) {
    throw new Error(
      'The key ring is still a schema of the portal database. Move it first: pg_dump --schema=keyring <database> | psql <KEYRING_URL>, then DROP SCHEMA keyring CASCADE.',
    );
  }
  const beside = inside ? null : await besideUrl(ownerUrl);
  return beside ? { url: beside, shared: false } : { url: ownerUrl, shared: true };
}

/** The application may read, add and destroy secrets, never change one. */
async function prepareTable(client, { role, password, shared }) {
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
  await client.query(TABLE);
  const name = client.escapeIdentifier(role);
  const there = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (there.rowCount === 0) await client.query(`CREATE ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE`);
  if (password) await client.query(`ALTER ROLE ${name} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
  if (!shared) {
    const { rows } = await client.query('SELECT quote_ident(current_database()) AS name');
    await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${rows[0].name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${rows[0].name} TO ${name}`);
  }
  await client.query(`GRANT USAGE ON SCHEMA keyring TO ${name}`);
  await client.query(`GRANT SELECT, INSERT, DELETE ON keyring.secret TO ${name}`);
}

/**
 * Makes the ring where it is missing. A second run changes nothing.
 * @param {{ ownerUrl: string, appUrl: string, givenUrl?: string | null, givenAppUrl?: string | null, appPassword?: string }} options
 *   `ownerUrl` and `appUrl` of the migrated portal database; `given…` KEYRING_URL and KEYRING_APP_URL, where set
 * @returns {Promise<{ appUrl: string, ownerUrl: string, shared: boolean }>} `shared`: in the portal's own database
 */
export async function prepareKeyring({ ownerUrl, appUrl, givenUrl = null, givenAppUrl = null, appPassword }) {
  const { url, shared } = await findPlace(ownerUrl, givenUrl);
  const ringAppUrl = new URL(givenAppUrl ?? (givenUrl ? url : withDatabase(appUrl, new URL(url).pathname.slice(1))));
  const ownRole = Boolean(givenUrl && !givenAppUrl);
  if (ownRole) {
    ringAppUrl.username = 'portal_app';
    ringAppUrl.password = encodeURIComponent(appPassword ?? '');
  }
  const role = decodeURIComponent(ringAppUrl.username);
  await connected(url, (client) => prepareTable(client, { role, password: ownRole ? appPassword : null, shared }));
  await requireItsSecrets(ownerUrl, url);
  return { appUrl: ringAppUrl.toString(), ownerUrl: url, shared };
}

/** An empty ring beside a database that was sealed with one is the wrong ring: nothing would open, new things would. */
async function requireItsSecrets(ownerUrl, url) {
  const empty = await connected(
    url,
    async (client) => (await client.query('SELECT 1 FROM keyring.secret LIMIT 1')).rowCount === 0,
  );
  if (!empty) return;
  const used = await connected(ownerUrl, (client) =>
    client.query(`SELECT 1 FROM member WHERE ring_id IS NOT NULL AND status <> 'closed' LIMIT 1`),
  );
  if (used.rowCount > 0) throw new Error('The key ring is empty, and the database was sealed with another one.');
}
