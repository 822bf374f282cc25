/**
 * The embedded PostgreSQL 18: real server binaries from npm, one data folder, loopback only.
 * A run that was killed leaves at most a running server behind; the next run adopts it instead of stumbling over it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { asAccount, serverAccount, usablePlace } from './embedded-place.mjs';
import { readState, runningServer } from './embedded-process.mjs';

const SUPERUSER = 'postgres';
const OWNER = 'portal_owner';
const LOST_PASSWORD =
  'The embedded database was made with another password (.portal/settings.json was lost). Start over with: npm run reset';
const START_TIMEOUT_MS = 30_000;

/**
 * @typedef {{ ownerUrl: string, adminUrl: string, port: number, dataDir: string, stop: () => Promise<void>, pid: number }} Embedded
 * @param {{ dir: string, password: string, settings?: Record<string, string>, log?: (line: string) => void }} options
 *   `dir` is where the data should live; `password` protects both server roles.
 * @returns {Promise<Embedded>}
 */
export async function startEmbedded({ dir, password, settings = {}, log = () => {} }) {
  const account = serverAccount();
  const place = usablePlace(path.resolve(dir), account);
  if (place.left) await clearLeft(place, account);
  const running = runningServer(place.dataDir);
  if (running) return attach(place, running, password, account);
  await initialise(place, password, account, log);
  const port = await freePort();
  const server = await launch(place, port, settings, account);
  try {
    await ensureDatabase(port, password);
  } catch (error) {
    await stopServer(place, account);
    throw error.code === '28P01' ? new Error(LOST_PASSWORD, { cause: error }) : error;
  }
  return handle(place, server, port, password, account);
}

/** A new clone where an old one was deleted: its server and its data must not block this one. */
async function clearLeft(place, account) {
  await stopServer(place, account);
  for (const entry of fs.readdirSync(place.dataDir)) fs.rmSync(path.join(place.dataDir, entry), { recursive: true, force: true });
}

function handle(place, pid, port, password, account) {
  const url = (user, database) => `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  return {
    ownerUrl: url(OWNER, 'portal'),
    adminUrl: url(SUPERUSER, 'postgres'),
    port,
    pid,
    dataDir: place.dataDir,
    stop: () => stopServer(place, account),
  };
}

async function attach(place, running, password, account) {
  await waitUntilReady(place, running.port, () => true);
  await ensureDatabase(running.port, password);
  return handle(place, running.pid, running.port, password, account);
}

async function initialise(place, password, account, log) {
  if (fs.existsSync(path.join(place.dataDir, 'PG_VERSION'))) return;
  log('creating the database files');
  // A folder without PG_VERSION is what a killed first run leaves.
  for (const entry of fs.readdirSync(place.dataDir)) fs.rmSync(path.join(place.dataDir, entry), { recursive: true, force: true });
  const passwordFile = path.join(os.tmpdir(), `pw-${randomBytes(8).toString('hex')}`);
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) fs.chownSync(passwordFile, account.uid, account.gid);
  try {
    const done = spawnSync(
      path.join(place.native, 'bin', 'initdb'),
      [
        '-D',
        place.dataDir,
        '-U',
        SUPERUSER,
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '-E',
        'UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, cwd: os.tmpdir(), ...asAccount(account) },
    );
    if (done.status !== 0) throw new Error(`The database files could not be made in ${place.dataDir}: ${explain(done)}`);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

function explain(done) {
  const text = `${done.stderr ?? ''}${done.error?.message ?? ''}`.trim();
  return /No space left/i.test(text)
    ? 'the disk is full. Free about 200 MB and try again.'
    : text.split('\n').slice(-4).join(' ');
}

async function launch(place, port, settings, account) {
  const options = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '80',
    timezone: 'UTC',
    log_min_messages: 'fatal',
    ...settings,
  };
  const args = ['-D', place.dataDir, ...Object.entries(options).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
  const logFile = path.join(place.dataDir, 'server.log');
  // The server may not open a file of root's, so the folder's owner gets it.
  const out = fs.openSync(logFile, 'a');
  if (account) fs.chownSync(logFile, account.uid, account.gid);
  // Its own session: Ctrl-C must reach the application first, and the server only after it has drained.
  const child = spawn(path.join(place.native, 'bin', 'postgres'), args, {
    stdio: ['ignore', out, out],
    detached: true,
    cwd: os.tmpdir(),
    ...asAccount(account),
  });
  fs.closeSync(out);
  let exited = null;
  child.once('exit', (code) => {
    exited = code ?? 1;
  });
  child.once('error', (error) => {
    exited = error.message;
  });
  child.unref();
  try {
    await waitUntilReady(place, port, () => exited === null);
  } catch (error) {
    const tail = fs.readFileSync(logFile, 'utf8').split('\n').slice(-6).join(' ').trim();
    throw new Error(`PostgreSQL did not start: ${tail || error.message}`, { cause: error });
  }
  return child.pid;
}

async function waitUntilReady(place, port, alive) {
  const until = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < until) {
    if (!alive()) throw new Error('the server process ended');
    const state = readState(place.dataDir);
    if (state === 'ready' && (await accepts(port))) return;
    await sleep(60);
  }
  throw new Error('the server did not answer in 30 s');
}

async function ensureDatabase(port, password) {
  const { default: pg } = await import('pg');
  const admin = new pg.Client({
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 5000,
  });
  await admin.connect();
  try {
    const role = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [OWNER]);
    const literal = admin.escapeLiteral(password);
    // Not a superuser: what works here works for any plain database owner.
    if (role.rowCount === 0) await admin.query(`CREATE ROLE ${OWNER} LOGIN CREATEDB CREATEROLE PASSWORD ${literal}`);
    const database = await admin.query(`SELECT 1 FROM pg_database WHERE datname = 'portal'`);
    if (database.rowCount === 0) await admin.query(`CREATE DATABASE portal OWNER ${OWNER}`);
  } finally {
    await admin.end();
  }
}

async function stopServer(place, account) {
  const running = runningServer(place.dataDir);
  if (!running) return;
  spawnSync(path.join(place.native, 'bin', 'pg_ctl'), ['stop', '-D', place.dataDir, '-m', 'fast', '-w', '-t', '20'], {
    stdio: 'ignore',
    cwd: os.tmpdir(),
    ...asAccount(account),
  });
}

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
