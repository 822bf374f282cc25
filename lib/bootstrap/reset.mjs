/** `npm run reset`: forgets the embedded database, the build and the generated secrets of this clone. */
import fs from 'node:fs';
import path from 'node:path';
import { fail, say } from './console.mjs';
import { ROOT, STATE } from './paths.mjs';

async function main() {
  const data = path.join(STATE, 'postgres');
  if (fs.existsSync(path.join(data, 'postmaster.pid'))) {
    const { startEmbedded } = await import('../../prisma/embedded.mjs');
    const { localSettings } = await import('./settings.mjs');
    const running = await startEmbedded({ dir: data, password: localSettings().databasePassword });
    await running.stop();
  }
  fs.rmSync(STATE, { recursive: true, force: true });
  fs.rmSync(path.join(ROOT, '.next'), { recursive: true, force: true });
  say('The embedded database, the build and the generated secrets are gone. `npm start` makes them anew.');
}

main().catch(fail);
