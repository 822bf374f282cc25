import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { step } from './console.mjs';
import { nodeBinary, ROOT, readStamp, writeStamp } from './paths.mjs';
import { run } from './run.mjs';

const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * Environment of the application: only what it needs, never an owner's connection.
 * @param {ReturnType<import('./settings.mjs').localSettings>} settings
 * @param {{ appUrl: string, keyringUrl: string, origin: string }} place
 */
export function applicationEnv(settings, { appUrl, keyringUrl, origin }) {
  const env = { ...process.env };
  delete env.DATABASE_URL;
  delete env.KEYRING_URL;
  return {
    ...env,
    NODE_ENV: 'production',
    APP_ORIGIN: origin,
    DATABASE_APP_URL: appUrl,
    KEYRING_APP_URL: keyringUrl,
    SECRET_KEY: process.env.SECRET_KEY ?? settings.secretKey,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? settings.actionsKey,
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

function sourcesHash() {
  const hash = createHash('sha256');
  const add = (entry) => {
    const stat = fs.statSync(entry);
    if (stat.isDirectory()) {
      for (const name of fs.readdirSync(entry).sort())
        if (name !== 'generated' && name !== 'bootstrap') add(path.join(entry, name));
    } else {
      hash.update(path.relative(ROOT, entry)).update(fs.readFileSync(entry));
    }
  };
  for (const source of SOURCES) if (fs.existsSync(path.join(ROOT, source))) add(path.join(ROOT, source));
  return hash.digest('hex');
}

/** Builds the application when its sources have changed since the last build. */
export async function ensureBuilt(env) {
  const wanted = `${sourcesHash()}:${createHash('sha256').update(env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY).digest('hex')}`;
  if (fs.existsSync(path.join(ROOT, '.next', 'BUILD_ID')) && readStamp('built') === wanted) return;
  await step('building the portal (about a minute)', async () => {
    await run('build', nodeBinary(), [nextCli(), 'build'], { env });
  });
  writeStamp('built', wanted);
}

const nextCli = () => path.join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next');

/**
 * Starts the portal as a child that ends with us, even when we are killed: our server, or Next's development server.
 * @param {'start' | 'dev'} mode
 * @param {{ env: Record<string, string | undefined>, port: number, host: string, quiet?: boolean, log?: string }} options `log`: a file for what it prints
 * @returns {Promise<import('node:child_process').ChildProcess>} once it answers
 */
export async function serve(mode, { env, port, host, quiet = false, log }) {
  const output = log === undefined ? (quiet ? 'ignore' : 'inherit') : fs.openSync(log, 'a');
  const program =
    mode === 'dev'
      ? [nextCli(), 'dev', '-p', String(port), '-H', host]
      : [path.join(ROOT, 'lib/bootstrap/server.mjs'), String(port), host];
  const child = spawn(nodeBinary(), ['--import', path.join(ROOT, 'lib/bootstrap/end-with-parent.mjs'), ...program], {
    cwd: ROOT,
    env,
    stdio: ['ignore', output, output, 'ipc'],
  });
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  const until = Date.now() + 60_000;
  while (!ended && Date.now() < until) {
    const answered = await fetch(`http://${host}:${port}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return child;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  child.kill('SIGKILL');
  throw new Error('The portal did not start. Its messages are above.');
}

/** Asks the application to finish what it is doing and end; ends it after 10 s. */
export function stopServing(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
