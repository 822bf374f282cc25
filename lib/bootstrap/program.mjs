/**
 * Runs one of the project's own programs against the portal's database:
 * `node lib/bootstrap/program.mjs [--owner|--patient] <file.ts> [arguments]`. The server of a portal that is running is used and left alone.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { requireNode } from './checks.mjs';
import { fail } from './console.mjs';
import { ensureGenerated, ensureInstalled } from './install.mjs';
import { nodeBinary, ROOT, STATE } from './paths.mjs';
import { loadEnvFile, localSettings } from './settings.mjs';

/** `--owner` before the file: with the database owner's connection, for programs that check the application itself. */
const asOwner = process.argv[2] === '--owner';
/** `--patient`: for programs whose statements take minutes. */
const patient = process.argv[2] === '--patient';
const [program = '', ...args] = process.argv.slice(asOwner || patient ? 3 : 2);
/** npm changes into the project's folder; files are meant from where the person stands. */
const cwd = process.env.INIT_CWD ?? process.cwd();

/** Process numbers of servers that run from our own data folder. */
function runningPids() {
  const root = path.join(STATE, 'postgres');
  if (!fs.existsSync(root)) return [];
  return fs
    .readdirSync(root, { recursive: true })
    .filter((file) => path.basename(String(file)) === 'postmaster.pid')
    .map((file) => Number(fs.readFileSync(path.join(root, String(file)), 'utf8').split('\n')[0]));
}

function runProgram(env) {
  return new Promise((resolve) => {
    const child = spawn(
      nodeBinary(),
      ['--conditions=react-server', '--import', import.meta.resolve('tsx'), path.join(ROOT, program), ...args],
      { cwd, env: { ...env, TSX_TSCONFIG_PATH: path.join(ROOT, 'tsconfig.json') }, stdio: 'inherit' },
    );
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function main() {
  requireNode();
  loadEnvFile();
  await ensureInstalled();
  await ensureGenerated();
  const { openDatabase } = await import('./database.mjs');
  const settings = localSettings();
  const before = runningPids();
  const database = await openDatabase({ settings });
  const env = {
    ...process.env,
    DATABASE_APP_URL: asOwner ? database.ownerUrl : database.appUrl,
    KEYRING_APP_URL: database.keyringUrl,
    SECRET_KEY: process.env.SECRET_KEY ?? settings.secretKey,
    ...(patient ? { DATABASE_SILENCE_MS: '900000' } : {}),
  };
  delete env.DATABASE_URL;
  delete env.KEYRING_URL;
  const code = await runProgram(env);
  if (!database.embedded || !before.includes(database.embedded.pid)) await database.stop();
  process.exit(code);
}

main().catch(fail);
