/** The framework's floor: the smallest dynamic page and the smallest route Next can serve, built in a temporary folder, never in the product. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freePort } from '../../prisma/embedded.mjs';
import { nodeBinary, ROOT } from './paths.mjs';
import { run } from './run.mjs';

const FILES = {
  'package.json': JSON.stringify({ name: 'empty', private: true, type: 'module' }),
  'next.config.js': `export default { poweredByHeader: false, turbopack: { root: ${JSON.stringify(ROOT)} } };\n`,
  'app/layout.jsx': `export default function Layout({ children }) {
  return (<html lang="en"><body>{children}</body></html>);
}\n`,
  'app/page.jsx': `import { cookies } from 'next/headers';
export default async function Empty() {
  await cookies();
  return <h1>Empty</h1>;
}\n`,
  'app/echo/route.js': `export async function POST(request) {
  return new Response(await request.text(), { headers: { 'Content-Type': 'application/json' } });
}\n`,
};

const built = (folder) =>
  fs.existsSync(path.join(folder, '.next', 'BUILD_ID')) &&
  Object.keys(FILES).every((name) => fs.existsSync(path.join(folder, name)));

const nextCli = () => path.join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next');

/**
 * @param {string} folder inside the project, so that it finds the same Next
 * @returns {Promise<{ child: import('node:child_process').ChildProcess, url: string }>}
 */
export async function serveEmpty(folder) {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  if (!built(folder)) {
    for (const [name, text] of Object.entries(FILES)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    await run('bench-empty', nodeBinary(), [nextCli(), 'build', folder], { env });
  }
  const port = await freePort();
  const child = spawn(
    nodeBinary(),
    [
      '--import',
      path.join(ROOT, 'lib/bootstrap/end-with-parent.mjs'),
      nextCli(),
      'start',
      folder,
      '-p',
      String(port),
      '-H',
      '127.0.0.1',
    ],
    { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  );
  const url = `http://127.0.0.1:${port}/`;
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return { child, url };
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  child.kill('SIGKILL');
  throw new Error('The empty page did not start.');
}
