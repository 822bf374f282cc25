/**
 * `npm start`: from a bare clone to a running portal. Node's built-ins alone until the packages are there.
 * `npm run dev` is the same with Next's development server.
 */
import { requireNode, requirePort } from './checks.mjs';
import { elapsed, fail, say, step } from './console.mjs';
import { ensureGenerated, ensureInstalled } from './install.mjs';
import { loadEnvFile, localSettings } from './settings.mjs';

const mode = process.argv[2] === 'dev' ? 'dev' : 'start';

async function main() {
  requireNode();
  loadEnvFile();
  const port = Number(process.env.PORT ?? 3000);
  // Loopback unless told otherwise: a laptop on a shared network should not show a half-configured portal to it.
  // By name: Next writes loopback addresses as "localhost" in its own URLs and takes any other form for a foreign host.
  const host = process.env.HOST ?? 'localhost';
  const origin = process.env.APP_ORIGIN ?? `http://localhost:${port},http://127.0.0.1:${port}`;
  say(`\n  Care access portal\n`);
  await requirePort(port, host);
  await ensureInstalled();
  await ensureGenerated();
  const { openDatabase, seedDemonstration } = await import('./database.mjs');
  const { applicationEnv, ensureBuilt, serve, stopServing } = await import('./application.mjs');
  const settings = localSettings();
  const database = await openDatabase({ settings });
  let child;
  let stopping = false;
  const stop = async (code) => {
    if (stopping) return;
    stopping = true;
    if (child) await stopServing(child);
    await database.stop();
    process.exit(code);
  };
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));
  process.on('SIGHUP', () => stop(0));
  try {
    const env = applicationEnv(settings, { ...database, origin });
    await seedDemonstration(env);
    if (mode === 'start') await ensureBuilt(env);
    child = await step('starting the portal', () =>
      serve(mode, { env: mode === 'dev' ? { ...env, NODE_ENV: 'development' } : env, port, host }),
    );
    child.once('exit', (code) => stop(code ?? 1));
    say(`\n  Ready in ${elapsed()}: http://localhost:${port}\n  Press Ctrl-C to stop.\n`);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

main().catch(fail);
